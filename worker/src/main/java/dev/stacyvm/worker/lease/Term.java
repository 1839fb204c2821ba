package dev.stacyvm.worker.lease;

import java.time.Duration;

/**
 * The time in which a lease may be acted on.
 *
 * @param start the clocks before the request was sent
 * @param length the part of the lease's TTL that is used
 */
record Term(Reading start, Duration length) {
    /** One part in this many is never used. */
    private static final int UNUSED = 20;

    /** The usable part of a lease that is asked for at {@code start}. */
    static Term of(Reading start, Duration ttl) {
        return new Term(start, ttl.minus(ttl.dividedBy(UNUSED)));
    }

    /** Whether any of the clocks says that it is over. */
    boolean isOver(Reading now) {
        return remaining(now).isZero();
    }

    /** What is left by the clock that has gone furthest; zero when it is over. */
    Duration remaining(Reading now) {
        Duration left = length.minus(now.since(start));
        return left.isNegative() || now.disagreesWith(start) ? Duration.ZERO : left;
    }
}
