package dev.stacyvm.key;

import dev.stacyvm.token.Audience;
import java.time.Duration;
import java.util.List;

/**
 * What a token shall say.
 *
 * @param scopes as they shall stand in the claim; empty leaves the claim out, which grants all
 * @param ttl above zero, at most {@link #MAX_TTL}
 * @param notBefore delay from now, zero leaves the claim out
 * @param tokenId the {@code jti}; blank for a generated one
 */
public record MintRequest(
        String workerId, Audience audience, List<String> scopes, Duration ttl, Duration notBefore, String tokenId) {
    /** No token lives longer. */
    public static final Duration MAX_TTL = Duration.ofMinutes(15);

    public MintRequest {
        if (workerId.isBlank()) {
            throw new IllegalArgumentException("the worker id is blank");
        }
        if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("a token lives more than 0s and at most 15m0s");
        }
        if (notBefore.isNegative()) {
            throw new IllegalArgumentException("not-before is a delay and cannot be negative");
        }
        scopes = List.copyOf(scopes);
    }

    /** A token for the control plane with every worker scope and a generated id. */
    public static MintRequest forControlPlane(String workerId, Duration ttl) {
        return new MintRequest(workerId, Audience.CONTROL_PLANE, List.of(), ttl, Duration.ZERO, "");
    }
}
