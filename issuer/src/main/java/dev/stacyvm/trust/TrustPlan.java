package dev.stacyvm.trust;

import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.wire.Ids;
import java.time.Duration;

/**
 * Whom to follow and how.
 *
 * @param follower the name by which the issuer knows this follower among those with the same login: an id of its own,
 *     the same after a restart
 * @param bound how long the last word of the issuer counts
 */
public record TrustPlan(BaseUrl issuer, ClientTls tls, TrustLogin login, String follower, Duration bound) {
    /** The longest life of any token. */
    public static final Duration BOUND = Duration.ofMinutes(15);

    public TrustPlan {
        Ids.require("follower", follower);
        if (bound.isNegative() || bound.isZero() || bound.compareTo(BOUND) > 0) {
            throw new IllegalArgumentException("a follower trusts for more than 0s and at most 15m0s");
        }
    }

    /** With the usual authorities and the usual bound. */
    public TrustPlan(BaseUrl issuer, TrustLogin login, String follower) {
        this(issuer, ClientTls.usual(), login, follower, BOUND);
    }
}
