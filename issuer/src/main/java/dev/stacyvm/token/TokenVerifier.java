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
}
