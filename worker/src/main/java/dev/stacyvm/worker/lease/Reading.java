package dev.stacyvm.worker.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What the three clocks said at one moment.
 *
 * @param nanos the monotonic clock
 * @param uptimeNanos empty where uptime cannot be told
 */
record Reading(long nanos, Instant wall, OptionalLong uptimeNanos) {
    /** The most that any clock says has gone by since {@code earlier}. A wall clock that was set back says nothing. */
    Duration since(Reading earlier) {
        Duration elapsed = Duration.ofNanos(nanos - earlier.nanos);
        Duration byWall = Duration.between(earlier.wall, wall);
        return longer(longer(elapsed, byWall), byUptime(earlier, elapsed));
    }

    /** Whether uptime can be told now but could not be then, or the other way round: what was slept is unknown. */
    boolean disagreesWith(Reading earlier) {
        return uptimeNanos.isPresent() != earlier.uptimeNanos.isPresent();
    }

    private Duration byUptime(Reading earlier, Duration otherwise) {
        return uptimeNanos.isPresent() && earlier.uptimeNanos.isPresent()
                ? Duration.ofNanos(uptimeNanos.getAsLong() - earlier.uptimeNanos.getAsLong())
                : otherwise;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
