package dev.stacyvm.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The one source of time, with two faces that must not be confused. Everything that needs a clock takes one of these;
 * nothing else in the product may ask the JVM.
 */
public interface Time {
    /** Wall clock, for claims and timestamps that others read. May jump in either direction. */
    Instant now();

    /** The whole seconds of {@link #now()} since 1970, for claims. */
    default long epochSecond() {
        return now().getEpochSecond();
    }

    /** Monotonic clock, for elapsed time and deadlines; the origin is arbitrary. Never goes back, may stop in suspend. */
    long nanos();

    /** How long ago {@code startNanos}, a former answer of {@link #nanos()}, was. */
    default Duration since(long startNanos) {
        return Duration.ofNanos(nanos() - startNanos);
    }

    /** The clocks of this machine. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
