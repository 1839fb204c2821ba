package dev.stacyvm.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Spreads delays, so that a fleet that was started together does not knock together. */
public final class Jitter {
    private Jitter() {}

    /**
     * A duration drawn evenly around {@code base}.
     *
     * @param spread the largest deviation as a share of {@code base}, from 0 to 1; 0.1 is ten per cent either way
     */
    public static Duration around(Duration base, double spread, RandomGenerator random) {
        double factor = 1 + spread * (2 * random.nextDouble() - 1);
        return Duration.ofNanos(Math.round(base.toNanos() * factor));
    }
}
