package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Printable;
import java.time.Instant;

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
        return Claims.of(token.revealText())
                .map(claims -> check(token, claims))
                .orElseGet(() -> new Checked.Bad("it is not a whole worker token"));
    }

    private Checked check(Secret token, Claims claims) {
        Instant now = time.now();
        if (!claims.workerId().equals(plan.workerId())) {
            return new Checked.Bad("it is for the worker " + Printable.of(claims.workerId(), 40));
        }
        if (!claims.audience().contains(plan.audience().claim())) {
            return new Checked.Bad(
                    "it is not for the audience " + plan.audience().claim());
        }
        if (!now.isBefore(claims.expiresAt())) {
            return new Checked.Bad(
                    "it expired at " + claims.expiresAt() + " by this machine's clock; compare it with the issuer's");
        }
        if (!claims.issuedAt().orElse(now).isBefore(claims.expiresAt())) {
            return new Checked.Bad("it expires before it was issued");
        }
        return new Checked.Good(
                new CheckedToken(token, claims.tokenId(), claims.issuedAt().orElse(now), claims.expiresAt()));
    }
}
