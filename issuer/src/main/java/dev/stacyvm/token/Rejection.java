package dev.stacyvm.token;

/** Why a token does not hold. */
public enum Rejection {
    /** Not the accepted spelling of any token format. */
    MALFORMED,
    /** No key verifies it. */
    BAD_SIGNATURE,
    /** A required claim is absent, or one has a value it cannot have. */
    BAD_CLAIMS,
    EXPIRED,
    /** {@code nbf} or {@code iat} lies ahead by more than the allowed skew. */
    NOT_YET_VALID,
    /** It lives longer than 15 minutes. */
    TOO_LONG_LIVED,
    WRONG_AUDIENCE,
    REVOKED,
    /** The verifier has not heard from its issuer for too long to know what is revoked. */
    STALE_TRUST
}
