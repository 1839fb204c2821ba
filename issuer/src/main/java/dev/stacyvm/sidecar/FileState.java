package dev.stacyvm.sidecar;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with one file, for health and metrics.
 *
 * @param expiresAt of the token that stands there; empty when none is known to
 * @param problem why the last try failed; empty when it did not
 */
record FileState(TokenFile plan, Optional<Instant> expiresAt, Optional<String> problem, long renewals, long failures) {
    static FileState initial(TokenFile plan) {
        return new FileState(plan, Optional.empty(), Optional.empty(), 0, 0);
    }

    FileState left(CheckedToken token) {
        return new FileState(plan, Optional.of(token.expiresAt()), Optional.empty(), renewals, failures);
    }

    FileState renewed(CheckedToken token) {
        return new FileState(plan, Optional.of(token.expiresAt()), Optional.empty(), renewals + 1, failures);
    }

    FileState failed(String why) {
        return new FileState(plan, expiresAt, Optional.of(why), renewals, failures + 1);
    }

    boolean isGood(Instant now) {
        return expiresAt.filter(now::isBefore).isPresent();
    }

    /** Until the token that stands there dies; zero when it has or there is none. */
    Duration toExpiry(Instant now) {
        Duration left = expiresAt.map(end -> Duration.between(now, end)).orElse(Duration.ZERO);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
