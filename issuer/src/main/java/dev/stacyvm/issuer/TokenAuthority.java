package dev.stacyvm.issuer;

import dev.stacyvm.key.Minter;
import dev.stacyvm.token.TokenVerifier;
import java.util.Optional;
import java.util.Set;

/**
 * Both ends of a token: what the service mints, and what it lets in.
 *
 * @param minter mints where no key policy says otherwise
 * @param verifier of the tokens that are no JWT
 * @param jwt present where the service mints JWTs
 * @param revoked ids of tokens that are refused for as long as the service is told so at start
 */
public record TokenAuthority(Minter minter, TokenVerifier verifier, Optional<KeyPolicy> jwt, Set<String> revoked) {
    public TokenAuthority {
        revoked = Set.copyOf(revoked);
    }

    public TokenAuthority(Minter minter, TokenVerifier verifier) {
        this(minter, verifier, Optional.empty(), Set.of());
    }
}
