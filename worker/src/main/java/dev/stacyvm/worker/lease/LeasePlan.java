package dev.stacyvm.worker.lease;

import dev.stacyvm.time.GoDuration;
import dev.stacyvm.wire.Ids;
import java.time.Duration;
import java.util.Optional;

/**
 * A lease to keep.
 *
 * @param resource what is leased
 * @param ttl at least a second; renewed at a third of it
 * @param command run by {@code /bin/sh} while the lease is held; empty for none
 */
public record LeasePlan(String resource, Duration ttl, Optional<String> command) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public LeasePlan {
        Ids.require("lease", resource);
        if (ttl.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("a lease TTL of " + GoDuration.format(ttl)
                    + " is too short to be renewed in time; choose at least 1s");
        }
    }
}
