package dev.stacyvm.token;

import java.time.Instant;
import java.util.Set;

/**
 * A token that was verified: signature, times, audience. Only a verifier of this package makes one, so that holding one
 * is the proof.
 */
public final class VerifiedToken {
    private final String workerId;
    private final String caller;
    private final String tokenId;
    private final Audience audience;
    private final Set<Scope> scopes;
    private final Instant issuedAt;
    private final Instant expiresAt;

    /** The set of scopes is taken as it is: one that cannot change. */
    VerifiedToken(
            String workerId,
            String tokenId,
            Audience audience,
            Set<Scope> scopes,
            Instant issuedAt,
            Instant expiresAt) {
        this(workerId, workerId, tokenId, audience, scopes, issuedAt, expiresAt);
    }

    /** As above, for a token whose bearer is not the worker it is meant for. */
    VerifiedToken(
            String workerId,
            String caller,
            String tokenId,
            Audience audience,
            Set<Scope> scopes,
            Instant issuedAt,
            Instant expiresAt) {
        this.workerId = workerId;
        this.caller = caller;
        this.tokenId = tokenId;
        this.audience = audience;
        this.scopes = scopes;
        this.issuedAt = issuedAt;
        this.expiresAt = expiresAt;
    }

    /** The worker the token speaks for; at the RPC listener, the worker it is meant for. */
    public String workerId() {
        return workerId;
    }

    /** Who presents it; at the RPC listener another than {@link #workerId()}, elsewhere the same. */
    public String caller() {
        return caller;
    }

    /** The {@code jti}; empty only where the compatible profile let a token without one pass. */
    public String tokenId() {
        return tokenId;
    }

    /** The audience it was verified for. */
    public Audience audience() {
        return audience;
    }

    public Set<Scope> scopes() {
        return scopes;
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope);
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
