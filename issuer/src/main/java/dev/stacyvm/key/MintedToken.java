package dev.stacyvm.key;

import dev.stacyvm.file.Secret;
import java.time.Instant;

/**
 * A token just signed.
 *
 * @param tokenId its {@code jti}
 * @param notBefore equal to {@code issuedAt} when the claim was left out
 * @param expiresAt to the second, as in the claim
 */
public record MintedToken(
        Secret token, String tokenId, String workerId, Instant issuedAt, Instant notBefore, Instant expiresAt) {}
