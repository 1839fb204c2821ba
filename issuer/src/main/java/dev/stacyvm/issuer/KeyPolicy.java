package dev.stacyvm.issuer;

import dev.stacyvm.key.SigningKey;
import java.time.Duration;

/**
 * How the service signs JWTs.
 *
 * @param first active from the first start of a store until the first rotation
 * @param jwksCacheMax the longest that verifiers without the trust feed keep the JWKS
 */
public record KeyPolicy(SigningKey first, Duration jwksCacheMax) {
    /** What {@code issuer.jwks_cache_max} is when nothing is said. */
    public static final Duration JWKS_CACHE_MAX = Duration.ofSeconds(60);

    public KeyPolicy(SigningKey first) {
        this(first, JWKS_CACHE_MAX);
    }
}
