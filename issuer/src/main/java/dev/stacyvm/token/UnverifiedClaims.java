package dev.stacyvm.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a token says of itself; nothing of it is proven.
 *
 * @param audiences as in the claim, none when it is absent or blank
 * @param scopes as in the claim, unfiltered
 * @param issuedAt empty, as the other times, when absent or not above zero
 */
public record UnverifiedClaims(
        Optional<String> workerId,
        Optional<String> tokenId,
        List<String> audiences,
        List<String> scopes,
        Optional<Instant> issuedAt,
        Optional<Instant> notBefore,
        Optional<Instant> expiresAt) {
    public UnverifiedClaims {
        audiences = List.copyOf(audiences);
        scopes = List.copyOf(scopes);
    }

    static Optional<String> text(String claim) {
        return claim.isEmpty() ? Optional.empty() : Optional.of(claim);
    }

    static Optional<Instant> time(long seconds) {
        return seconds <= 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond())));
    }
}
