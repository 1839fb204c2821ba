package dev.stacyvm.cli;

import dev.stacyvm.time.GoDuration;
import java.time.Duration;

/** Bounds of values on the command line. What lies outside does not parse: exit code 2. */
final class Limits {
    private static final Duration MIN_HEARTBEAT = Duration.ofMillis(100);
    private static final Duration MAX_HEARTBEAT = Duration.ofHours(1);
    private static final Duration MIN_TTL = Duration.ofSeconds(5);
    private static final Duration MAX_TTL = Duration.ofMinutes(15);
    private static final Duration MAX_SHUTDOWN = Duration.ofMinutes(10);
    private static final Duration MAX_LEASE = Duration.ofHours(24);

    private Limits() {}

    static Duration heartbeat(String option, Duration value) {
        return between(option, value, MIN_HEARTBEAT, MAX_HEARTBEAT);
    }

    static Duration tokenTtl(String option, Duration value) {
        return between(option, value, MIN_TTL, MAX_TTL);
    }

    static Duration shutdown(String option, Duration value) {
        return between(option, value, Duration.ofMillis(100), MAX_SHUTDOWN);
    }

    static Duration leaseTtl(String option, Duration value) {
        return between(option, value, Duration.ofSeconds(1), MAX_LEASE);
    }

    static Duration atLeast(String option, Duration value, Duration least) {
        return between(option, value, least, Duration.ofDays(365));
    }

    static Duration between(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new UsageError(option + " is " + GoDuration.format(value) + "; choose one from "
                    + GoDuration.format(least) + " to " + GoDuration.format(most));
        }
        return value;
    }

    static int port(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw new UsageError(option + " is " + value + "; choose one from 1 to 65535, or 0 for any free one");
        }
        return value;
    }
}
