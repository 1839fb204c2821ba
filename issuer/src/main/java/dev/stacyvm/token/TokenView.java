package dev.stacyvm.token;

import dev.stacyvm.wire.PrintedObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code worker token inspect} and {@code verify} print (contract, sections 6.2 and 6.3). Times are RFC 3339 in UTC
 * to the second; what a token does not say is left out.
 *
 * @param audience a single one is printed as a string
 */
public record TokenView(
        boolean signatureVerified,
        @Nullable String workerId,
        @Nullable String tokenId,
        List<String> audience,
        List<String> scopes,
        @Nullable String issuedAt,
        @Nullable String notBefore,
        @Nullable String expiresAt) {
    /** @param verified whether a verifier accepted the very token that was decoded */
    public static TokenView of(UnverifiedToken token, boolean verified) {
        UnverifiedClaims claims = token.claims();
        return new TokenView(
                verified,
                claims.workerId().orElse(null),
                claims.tokenId().orElse(null),
                claims.audiences(),
                claims.scopes(),
                claims.issuedAt().map(Instant::toString).orElse(null),
                claims.notBefore().map(Instant::toString).orElse(null),
                claims.expiresAt().map(Instant::toString).orElse(null));
    }

    /** Indented JSON. */
    public String pretty() {
        PrintedObject printed = new PrintedObject()
                .with("signature_verified", signatureVerified)
                .withGiven("worker_id", workerId)
                .withGiven("token_id", tokenId);
        PrintedObject addressed = audience.size() == 1
                ? printed.with("audience", audience.get(0))
                : printed.withGiven("audience", audience);
        return addressed
                .withGiven("scopes", scopes)
                .withGiven("issued_at", issuedAt)
                .withGiven("not_before", notBefore)
                .withGiven("expires_at", expiresAt)
                .pretty();
    }
}
