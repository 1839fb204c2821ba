package dev.stacyvm.worker.rpc;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers, for each resource, the highest generation that was seen, and refuses lower ones: what was decided under a
 * lease that has since passed on or was renewed is not done any more. Used on one event loop.
 */
final class LeaseFence {
    /** Beyond it calls for further resources are refused: forgetting would let an old generation pass. */
    static final int MOST_RESOURCES = 4_096;

    private record Seen(long generation, Instant until) {}

    private final String workerId;
    private final Map<String, Seen> highest = new HashMap<>();

    LeaseFence(String workerId) {
        this.workerId = workerId;
    }

    /**
     * What is wrong with acting on the resource under this lease; when nothing is, its generation is remembered.
     *
     * @param what what the call asks for, such as {@code spawn request}
     */
    Optional<String> flaw(PresentedLease lease, String resource, String what, Instant now) {
        if (!lease.holder().equals(workerId)) {
            return Optional.of("lease holder does not match worker");
        }
        if (lease.resource().isBlank()) {
            return Optional.of("lease resource is required");
        }
        if (lease.expiresAt().isBefore(now)) {
            return Optional.of("lease token is expired");
        }
        if (!lease.resource().equals(resource)) {
            return Optional.of("lease resource does not match " + what);
        }
        return stale(lease, now);
    }

    /** The resource's lease has this generation now. */
    void learn(String resource, long generation, Instant until) {
        Seen before = highest.getOrDefault(resource, new Seen(0, Instant.MIN));
        Instant later = until.isAfter(before.until()) ? until : before.until();
        highest.put(resource, new Seen(Math.max(generation, before.generation()), later));
    }

    private Optional<String> stale(PresentedLease lease, Instant now) {
        Seen seen = highest.get(lease.resource());
        if (lease.generation() < 1 || (seen != null && lease.generation() < seen.generation())) {
            return Optional.of("lease generation is stale");
        }
        if (seen == null && highest.size() >= MOST_RESOURCES) {
            highest.values().removeIf(old -> old.until().isBefore(now));
            if (highest.size() >= MOST_RESOURCES) {
                return Optional.of("too many leases are in use here");
            }
        }
        learn(lease.resource(), lease.generation(), lease.expiresAt());
        return Optional.empty();
    }
}
