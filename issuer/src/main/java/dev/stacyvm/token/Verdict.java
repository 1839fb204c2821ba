package dev.stacyvm.token;

/** What a verifier says of a token. */
public sealed interface Verdict {
    /** The token holds. */
    record Accepted(VerifiedToken token) implements Verdict {}

    /** The token does not hold. The reason is for logs and metrics; a caller on the network is told nothing of it. */
    record Rejected(Rejection reason) implements Verdict {}
}
