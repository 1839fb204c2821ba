package dev.stacyvm.controlplane;

import java.time.Duration;
import java.time.Instant;

/**
 * A lease as the store keeps it.
 *
 * @param generation the fencing number; only ever grows for a resource
 * @param ttl as last granted; after a restart the lease is honoured for all of it again
 * @param expiresAt by the wall clock, for others to read; the plane itself decides by the monotonic clock
 * @param released a tombstone: nobody holds the resource, and the next holder gets a higher generation
 */
public record LeaseRow(
        String resourceId, String holderId, long generation, Duration ttl, Instant expiresAt, boolean released) {}
