package dev.stacyvm.controlplane;

import java.time.Duration;

/**
 * Who wants to hold what, and for how long.
 *
 * @param ttl from {@link #MIN_TTL} to {@link #MAX_TTL}
 */
public record LeaseAsk(String resourceId, String holderId, Duration ttl) {
    public static final Duration MIN_TTL = Duration.ofSeconds(1);
    public static final Duration MAX_TTL = Duration.ofHours(24);

    public LeaseAsk {
        if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("ttl must be from 1s to 24h");
        }
    }
}
