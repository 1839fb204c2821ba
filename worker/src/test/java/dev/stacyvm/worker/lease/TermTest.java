package dev.stacyvm.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermTest {
    private static final Duration TTL = Duration.ofSeconds(20);

    private final ManualTime time = new ManualTime();
    private OptionalLong uptime = OptionalLong.of(1_000);
    private final LeaseClock clock = new LeaseClock(time, () -> uptime);
    private final Term term = Term.of(clock.read(), TTL);

    @Test
    void leavesFivePerCentUnused() {
        assertThat(term.remaining(clock.read())).isEqualTo(Duration.ofSeconds(19));
    }

    @Test
    void endsByTheMonotonicClockThoughTheWallClockWasSetBack() {
        time.advance(Duration.ofSeconds(19));
        time.stepWall(Duration.ofHours(-1));

        assertThat(term.isOver(clock.read())).isTrue();
    }

    @Test
    void isNotOverAnInstantBefore() {
        time.advance(Duration.ofSeconds(19).minusNanos(1));

        assertThat(term.isOver(clock.read())).isFalse();
    }

    @Test
    void endsWhenTheWallClockMovesForward() {
        time.stepWall(Duration.ofSeconds(19));

        assertThat(term.isOver(clock.read())).isTrue();
    }

    @Test
    void endsByUptimeWhenTheOtherClocksStoodStillInSleep() {
        uptime = OptionalLong.of(1_000 + Duration.ofSeconds(19).toNanos());

        assertThat(term.isOver(clock.read())).isTrue();
    }

    @Test
    void isOverWhenUptimeCanNoLongerBeTold() {
        uptime = OptionalLong.empty();

        assertThat(term.isOver(clock.read())).isTrue();
    }

    @Test
    void countsOnTwoClocksWhereUptimeWasNeverTold() {
        uptime = OptionalLong.empty();
        Term without = Term.of(clock.read(), TTL);

        assertThat(without.isOver(clock.read())).isFalse();
    }

    @Test
    void uptimeIsTheFirstNumberOfItsFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("uptime"), "12345.67 99999.01\n");

        assertThat(Uptime.read(file)).hasValue(12_345_670_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "abc def", "99999999999999999999 1"})
    void uptimeIsUnknownWhereItsFileIsSomethingElse(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("uptime"), content);

        assertThat(Uptime.read(file)).isEmpty();
        assertThat(Uptime.read(folder.resolve("absent"))).isEmpty();
    }

    @Test
    void uptimeOfThisMachineGrows() {
        long first = Uptime.ofThisMachine().nanos().orElseThrow();

        assertThat(Uptime.ofThisMachine().nanos().orElseThrow()).isGreaterThanOrEqualTo(first);
        assertThat(first).isPositive();
    }
}
