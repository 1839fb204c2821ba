package dev.stacyvm.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void doublesUpToTheCap() {
        Backoff backoff = new Backoff(SECOND, Duration.ofSeconds(5), 0, new Random(1));

        assertThat(Stream.generate(backoff::next).limit(5).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void beginsAgainAfterASuccess() {
        Backoff backoff = new Backoff(SECOND, Duration.ofSeconds(60), 0, new Random(1));
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isEqualTo(SECOND);
    }

    @Test
    void neverBeginsAboveTheCap() {
        Backoff backoff = new Backoff(Duration.ofMinutes(5), Duration.ofMinutes(1), 0, new Random(1));

        assertThat(backoff.next()).isEqualTo(Duration.ofMinutes(1));
    }

    @Property(tries = 200)
    void jitterStaysWithinItsSpread(
            @ForAll @IntRange(min = 1, max = 1_000_000) int millis,
            @ForAll @DoubleRange(min = 0, max = 1) double spread,
            @ForAll long seed) {
        Duration base = Duration.ofMillis(millis);

        double ratio = (double) Jitter.around(base, spread, new Random(seed)).toNanos() / base.toNanos();

        assertThat(ratio).isBetween(1 - spread - 1e-6, 1 + spread + 1e-6);
    }

    @Test
    void jitterReallySpreads() {
        Random random = new Random(7);

        assertThat(Stream.generate(() -> Jitter.around(SECOND, 0.1, random))
                        .limit(100)
                        .distinct())
                .hasSizeGreaterThan(50)
                .anyMatch(one -> one.compareTo(Duration.ofMillis(930)) < 0)
                .anyMatch(one -> one.compareTo(Duration.ofMillis(1070)) > 0);
    }
}
