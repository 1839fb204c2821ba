package dev.stacyvm.key;

import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import java.time.Duration;
import java.util.List;

/**
 * What a token shall say.
 *
 * @param workerId the worker it speaks for, or at an RPC listener is meant for
 * @param caller who presents it: {@code workerId} itself, except to an RPC listener
 * @param scopes as they shall stand in the claim; empty grants all
 * @param ttl above zero, at most {@link #MAX_TTL}
 * @param notBefore delay from now, zero leaves the claim out
 * @param tokenId the {@code jti}; blank for a generated one
 */
public record MintRequest(
        String workerId,
        String caller,
        Audiences audiences,
        List<String> scopes,
        Duration ttl,
        Duration notBefore,
        String tokenId) {
    /** No token lives longer. */
    public static final Duration MAX_TTL = Duration.ofMinutes(15);

    public MintRequest {
        if (workerId.isBlank()) {
            throw new IllegalArgumentException("the worker id is blank");
        }
        if (!caller.equals(workerId) && !audiences.contains(Audience.RPC)) {
            throw new IllegalArgumentException("only a token for an RPC listener names another worker than its caller");
        }
        if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("a token lives more than 0s and at most 15m0s");
        }
        if (notBefore.isNegative()) {
            throw new IllegalArgumentException("not-before is a delay and cannot be negative");
        }
        scopes = List.copyOf(scopes);
    }

    /** For one audience, presented by the worker itself. */
    public MintRequest(
            String workerId, Audience audience, List<String> scopes, Duration ttl, Duration notBefore, String tokenId) {
        this(workerId, workerId, Audiences.of(audience), scopes, ttl, notBefore, tokenId);
    }

    /** A token for the control plane with every worker scope and a generated id. */
    public static MintRequest forControlPlane(String workerId, Duration ttl) {
        return new MintRequest(workerId, Audience.CONTROL_PLANE, List.of(), ttl, Duration.ZERO, "");
    }
}
