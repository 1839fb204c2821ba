package dev.stacyvm.worker.lease;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How it stands with one lease of a worker.
 *
 * @param ttl what is asked for with every renewal
 * @param generation empty when the lease is not held
 * @param remaining what is left of the term; zero when the lease is not held
 */
public record LeaseStatus(String resource, Duration ttl, OptionalLong generation, Duration remaining) {
    public boolean isHeld() {
        return generation.isPresent();
    }
}
