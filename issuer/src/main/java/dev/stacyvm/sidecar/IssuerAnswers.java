package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.TokenReply;
import java.time.Duration;

/** What both ways of getting a token make of an issuer's answer, and how long they wait for it. */
final class IssuerAnswers {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final BaseUrl issuer;
    private final Time time;

    IssuerAnswers(BaseUrl issuer, Time time) {
        this.issuer = issuer;
        this.time = time;
    }

    /** Short enough that several tries fit into the second half of a token's life. */
    static Duration limit(TokenFile plan) {
        Duration quarter = plan.ttl().dividedBy(4);
        Duration atLeast = quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }

    /** @param hint what to do about a refusal; may be empty */
    Checked judge(TokenFile plan, ApiAnswer answer, String hint) {
        if (!answer.succeeded()) {
            return new Checked.Bad(issuer + " answered " + answer.problem() + hint);
        }
        try {
            Checked checked = new TokenCheck(plan, time).check(token(answer));
            return checked instanceof Checked.Bad bad
                    ? new Checked.Bad(issuer + " answered with a token that cannot be used: " + bad.why())
                    : checked;
        } catch (InvalidJson garbage) {
            return new Checked.Bad(
                    issuer + " answered with something that is no answer of an issuer; check the issuer's URL");
        }
    }

    // A reply is another program's JSON: any member may be missing.
    @SuppressWarnings("NullAway")
    private static Secret token(ApiAnswer answer) throws InvalidJson {
        String token = answer.body(TokenReply.class).token();
        return Secret.of(token == null ? "" : token);
    }
}
