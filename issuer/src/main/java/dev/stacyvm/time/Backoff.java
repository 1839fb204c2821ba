package dev.stacyvm.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: doubling up to a cap, each wait jittered. For one thread. */
public final class Backoff {
    private final Duration first;
    private final Duration cap;
    private final double spread;
    private final RandomGenerator random;
    private Duration upcoming;

    /**
     * Waits begin at {@code first} and never exceed {@code cap} by more than the spread; a first wait above the cap is
     * the cap.
     *
     * @param spread as for {@link Jitter#around}
     */
    public Backoff(Duration first, Duration cap, double spread, RandomGenerator random) {
        this.first = shorter(first, cap);
        this.cap = cap;
        this.spread = spread;
        this.random = random;
        this.upcoming = this.first;
    }

    /** The wait after one more failure. */
    public Duration next() {
        Duration wait = upcoming;
        upcoming = shorter(upcoming.multipliedBy(2), cap);
        return Jitter.around(wait, spread, random);
    }

    /** Begins again at the first wait: something succeeded. */
    public void reset() {
        upcoming = first;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
