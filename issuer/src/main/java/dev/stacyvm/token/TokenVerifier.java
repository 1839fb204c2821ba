package dev.stacyvm.token;

/** Tells whether a token holds. Implementations are immutable or swap one immutable snapshot; safe from any thread. */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Verifies format, signature, times, audience and revocation; never throws for any input.
     *
     * @param token as it was received, at most 16 KiB; longer is malformed
     */
    Verdict verify(String token, Audience expected);

    /** Verifies for whichever audience the token names, as {@code worker token verify} does when none is asked for. */
    default Verdict verify(String token) {
        Verdict verdict = new Verdict.Rejected(Rejection.MALFORMED);
        for (Audience audience : Audience.values()) {
            verdict = verify(token, audience);
            if (!(verdict instanceof Verdict.Rejected rejected) || rejected.reason() != Rejection.WRONG_AUDIENCE) {
                return verdict;
            }
        }
        return verdict;
    }
}
