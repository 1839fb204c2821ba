package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A token that is whole, for the right worker and audience, and alive by this machine's clock. Not verified: a sidecar
 * has no key to do so.
 *
 * @param tokenId empty where the token has none
 * @param issuedAt by its claim; the moment it was checked where it has none
 */
record CheckedToken(Secret token, String tokenId, Instant issuedAt, Instant expiresAt) {
    Duration lifetime() {
        return Duration.between(issuedAt, expiresAt);
    }

    /** Whether more than half of its life is left. */
    boolean isInItsFirstHalf(Instant now) {
        return now.isBefore(issuedAt.plus(lifetime().dividedBy(2))) && isAlive(now);
    }

    /** What a renewal may be planned by: a claim that is absurd, or a clock that is ahead, must not make it late. */
    Duration plannedLife(Instant now, Duration asked) {
        Duration left = Duration.between(now, expiresAt);
        Duration claimed = lifetime().compareTo(left) < 0 ? lifetime() : left;
        return claimed.compareTo(asked) < 0 ? claimed : asked;
    }

    boolean isAlive(Instant now) {
        return now.isBefore(expiresAt);
    }
}
