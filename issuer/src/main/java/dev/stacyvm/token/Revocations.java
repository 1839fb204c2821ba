package dev.stacyvm.token;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What does not hold any more, whatever its signature says. Immutable.
 *
 * @param tokens token ids, exact
 * @param workers by worker id: tokens issued before that second are refused
 * @param keys ids of keys whose signatures count for nothing
 */
public record Revocations(Set<String> tokens, Map<String, Instant> workers, Set<String> keys) {
    public static final Revocations NONE = new Revocations(Set.of(), Map.of(), Set.of());

    public Revocations {
        tokens = Set.copyOf(tokens);
        workers = Map.copyOf(workers);
        keys = Set.copyOf(keys);
    }

    /** Whether the token is revoked by its id, its worker, or the worker that presents it. */
    public boolean cover(VerifiedToken token) {
        return tokens.contains(token.tokenId())
                || isEarly(token.workerId(), token.issuedAt())
                || isEarly(token.caller(), token.issuedAt());
    }

    private boolean isEarly(String worker, Instant issuedAt) {
        Instant before = workers.get(worker);
        return before != null && issuedAt.isBefore(before);
    }
}
