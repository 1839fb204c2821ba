package dev.stacyvm.key;

import java.time.Duration;

/**
 * The times of a key's life.
 *
 * @param jwksCacheMax the longest that verifiers without the trust feed keep the JWKS
 * @param tokenLife the longest a token lives
 * @param skew by which clocks may differ
 */
public record KeyRules(Duration jwksCacheMax, Duration tokenLife, Duration skew) {
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** For tokens of up to 15 minutes and clocks within 30 s. */
    public static KeyRules of(Duration jwksCacheMax) {
        return new KeyRules(jwksCacheMax, MintRequest.MAX_TTL, SKEW);
    }

    /** How long a key is published before it may sign: a cache may be filled anew just before the key is there. */
    Duration publication() {
        return jwksCacheMax.multipliedBy(2);
    }

    /** How long a key verifies after it signed last. */
    Duration retirement() {
        return tokenLife.plus(skew);
    }
}
