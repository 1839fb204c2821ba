package dev.stacyvm.token;

import java.util.Optional;

/**
 * The one verifier of both formats: the format of a token chooses the keys, and what is revoked is refused in either.
 * Immutable; a change of keys or revocations is another one.
 */
public final class KeyedVerifier implements TokenVerifier {
    private final JwtVerifier jwt;
    private final Optional<? extends TokenVerifier> workerV1;
    private final Revocations revoked;

    /** @param workerV1 empty where tokens of a shared secret are not taken */
    public KeyedVerifier(JwtVerifier jwt, Optional<? extends TokenVerifier> workerV1, Revocations revoked) {
        this.jwt = jwt;
        this.workerV1 = workerV1;
        this.revoked = revoked;
    }

    @Override
    public Verdict verify(String token, Audience expected) {
        Verdict verdict = token.startsWith(JwtVerifier.BEGIN) ? jwt.verify(token, expected) : other(token, expected);
        return verdict instanceof Verdict.Accepted accepted && revoked.cover(accepted.token())
                ? new Verdict.Rejected(Rejection.REVOKED)
                : verdict;
    }

    private Verdict other(String token, Audience expected) {
        return workerV1.isPresent()
                ? workerV1.get().verify(token, expected)
                : new Verdict.Rejected(Rejection.MALFORMED);
    }
}
