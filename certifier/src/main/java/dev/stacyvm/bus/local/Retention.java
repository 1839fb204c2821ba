package dev.stacyvm.bus.local;

import java.time.Duration;

/**
 * How long events are kept. One that is older than {@code age} goes once every named consumer has passed it; when the
 * log is larger than {@code maxBytes} its oldest events go whoever still waits for them, which is logged.
 */
public record Retention(Duration age, long maxBytes) {
    /** 30 days, 256 MiB. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 256L * 1024 * 1024);

    private static final long LEAST_BYTES = 1024 * 1024;

    public Retention {
        if (age.isNegative() || age.isZero() || maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("events must be kept for some time, and in at least 1 MiB");
        }
    }
}
