package dev.stacyvm.issuer;

import dev.stacyvm.key.Minter;
import dev.stacyvm.token.TokenVerifier;
import java.util.Optional;
import java.util.Set;

/**
 * Both ends of a token: what the service mints, and what it lets in.
 *
 * @param workerV1 the secret of a StacyVM fleet at work; empty where its tokens are neither minted nor taken
 * @param jwt present where the service mints JWTs; at least one of both is
 * @param revoked ids of tokens that are refused for as long as the service is told so at start
 */
public record TokenAuthority(Optional<WorkerV1> workerV1, Optional<KeyPolicy> jwt, Set<String> revoked) {
    /** Tokens of the older format, whose one secret does both. */
    public record WorkerV1(Minter minter, TokenVerifier verifier) {}

    public TokenAuthority {
        revoked = Set.copyOf(revoked);
        if (workerV1.isEmpty() && jwt.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no key to sign tokens with; give the service a token key, a signing key, or both");
        }
    }

    public TokenAuthority(Minter minter, TokenVerifier verifier, Optional<KeyPolicy> jwt, Set<String> revoked) {
        this(Optional.of(new WorkerV1(minter, verifier)), jwt, revoked);
    }
}
