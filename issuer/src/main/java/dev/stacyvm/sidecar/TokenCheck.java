package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.UnverifiedClaims;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.wire.Printable;
import java.time.Instant;
import java.util.Optional;

/** Tells whether a token may stand in a file, before it does. */
final class TokenCheck {
    private final TokenFile plan;
    private final Time time;

    TokenCheck(TokenFile plan, Time time) {
        this.plan = plan;
        this.time = time;
    }

    /** The token as checked, or one clause that tells what is wrong with it and nothing of its content. */
    Checked check(Secret token) {
        return whole(token.revealText())
                .map(decoded -> plan.format().isEmpty() || plan.format().get() == decoded.format()
                        ? check(token, decoded.claims())
                        : new Checked.Bad(
                                "it is in the format " + decoded.format().word() + ", not "
                                        + plan.format().get().word()))
                .orElseGet(() -> new Checked.Bad("it is not a whole worker token"));
    }

    private static Optional<UnverifiedToken> whole(String text) {
        return UnverifiedToken.inspect(text)
                .filter(decoded -> decoded.isWhole() && text.equals(text.strip()))
                .filter(decoded -> decoded.claims().workerId().isPresent());
    }

    private Checked check(Secret token, UnverifiedClaims claims) {
        String worker = claims.workerId().orElseThrow();
        if (!worker.equals(plan.workerId())) {
            return new Checked.Bad("it is for the worker " + Printable.of(worker, 40));
        }
        if (!claims.audiences().containsAll(plan.audiences().claims())) {
            return new Checked.Bad("it is not for the audience " + plan.audiences());
        }
        Instant now = time.now();
        Instant expires = claims.expiresAt().orElse(Instant.EPOCH);
        if (!now.isBefore(expires)) {
            return new Checked.Bad(
                    "it expired at " + expires + " by this machine's clock; compare it with the issuer's");
        }
        Instant issued = claims.issuedAt().orElse(now);
        return issued.isBefore(expires)
                ? new Checked.Good(new CheckedToken(token, claims.tokenId().orElse(""), issued, expires))
                : new Checked.Bad("it expires before it was issued");
    }
}
