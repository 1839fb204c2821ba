package dev.stacyvm.token;

import java.time.Instant;

/** What an issuer says of an assertion. */
public sealed interface AssertionVerdict {
    /**
     * It holds, as far as it alone can tell: whether its id was seen before is for the caller to find out.
     *
     * @param id the {@code jti}, to be taken once until {@code expiresAt}
     */
    record Holds(String id, Instant expiresAt) implements AssertionVerdict {}

    /**
     * It does not.
     *
     * @param why a few words for a log
     * @param authentic whether the key signed it, so that its sender may be told why
     */
    record Refused(String why, boolean authentic) implements AssertionVerdict {}
}
