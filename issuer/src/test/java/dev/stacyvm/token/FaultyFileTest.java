package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no real file system does when it is asked to: faults of the system, and clocks that are stepped. */
class FaultyFileTest {
    private static final String OLD = SignedPayload.token(SignedPayload.json("1", 300));
    private static final String NEW = SignedPayload.token(SignedPayload.json("2", 600));
    private static Vertx vertx;

    private final ManualTime time = new ManualTime();
    private final Faulty file = new Faulty();
    private final FileTokenSource source =
            new FileTokenSource(vertx, time, file, Optional.empty(), Duration.ofSeconds(5));

    private static final class Faulty implements TokenFile {
        private volatile String content = OLD;
        private volatile Optional<IOException> fault = Optional.empty();

        @Override
        public Object identity() throws IOException {
            return new String(content(), StandardCharsets.UTF_8);
        }

        @Override
        public byte[] content() throws IOException {
            if (fault.isPresent()) {
                throw fault.get();
            }
            return content.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String name() {
            return "/run/token";
        }
    }

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().await();
    }

    @AfterEach
    void close() {
        source.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Too many open files", "Input/output error", "Stale file handle", "Permission denied"})
    void aFaultOfTheSystemLeavesTheLastGoodTokenAndTheNextReadTheNewOne(String errno) {
        assertThat(sends()).contains(OLD);
        file.content = NEW;
        file.fault = Optional.of(new FileSystemException("/run/token", null, errno));

        assertThat(sends()).contains(OLD);
        assertThat(Await.value(source.read()))
                .isInstanceOfSatisfying(
                        TokenReading.Degraded.class,
                        degraded -> assertThat(degraded.why()).isEqualTo("/run/token cannot be read (" + errno + ")"));

        file.fault = Optional.empty();
        assertThat(sends()).contains(NEW);
    }

    @Test
    void aClockSetForwardEndsATokenAndSetBackTheFileStillServes() {
        assertThat(sends()).contains(OLD);

        time.stepWall(Duration.ofHours(1));
        assertThat(sends()).as("every token of the file is over by this clock").isEmpty();

        time.stepWall(Duration.ofHours(-1));
        assertThat(sends()).contains(OLD);
    }

    @Test
    void aReplacementIsFollowedThoughTheClockWasSetBack() {
        assertThat(sends()).contains(OLD);
        time.stepWall(Duration.ofHours(-1));
        file.content = NEW;

        assertThat(sends()).contains(NEW);
    }

    private Optional<String> sends() {
        return Await.value(source.read()).sendable().map(secret -> secret.revealText());
    }
}
