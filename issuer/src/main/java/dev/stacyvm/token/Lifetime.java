package dev.stacyvm.token;

import java.util.Optional;

/** The times of a strict token, of either format, in epoch seconds. Expiry has no skew; what lies ahead has 30 s. */
final class Lifetime {
    static final long SKEW_SECONDS = 30;
    static final long MAX_SECONDS = 900;

    private Lifetime() {}

    /** What is wrong with the times at {@code now}; {@code notBefore} is 0 when the claim is absent. */
    static Optional<Rejection> flaw(long issuedAt, long notBefore, long expiresAt, long now) {
        if (expiresAt <= 0 || issuedAt <= 0 || issuedAt > expiresAt || notBefore > expiresAt) {
            return Optional.of(Rejection.BAD_CLAIMS);
        }
        if (now >= expiresAt) {
            return Optional.of(Rejection.EXPIRED);
        }
        long latest = now + SKEW_SECONDS;
        if (issuedAt > latest || notBefore > latest) {
            return Optional.of(Rejection.NOT_YET_VALID);
        }
        return expiresAt - issuedAt > MAX_SECONDS || expiresAt - latest > MAX_SECONDS
                ? Optional.of(Rejection.TOO_LONG_LIVED)
                : Optional.empty();
    }
}
