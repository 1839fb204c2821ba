package dev.stacyvm.issuer;

import dev.stacyvm.key.MintRequest;
import dev.stacyvm.wire.RevocationView;
import dev.stacyvm.wire.WireTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that counts no more.
 *
 * @param before of a worker: its tokens issued before that second are refused
 * @param until when the last token it affects is dead, on the wall clock
 */
record Revocation(Kind kind, String id, Instant before, Instant until) {
    /** The longest life of a token, the clocks' skew at both ends, and the second that rounding may take. */
    static final Duration LASTS = MintRequest.MAX_TTL.plusSeconds(61);

    enum Kind {
        TOKEN,
        WORKER,
        KEY;

        /** The word for it in the table and on the wire. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In force from now on. Claims have whole seconds, so that the running one counts as before. */
    static Revocation of(Kind kind, String id, Instant now) {
        Instant second = Instant.ofEpochSecond(now.getEpochSecond() + 1);
        return new Revocation(kind, id, second, second.plus(LASTS));
    }

    RevocationView view() {
        String shown = kind == Kind.WORKER ? WireTime.seconds(before) : null;
        return new RevocationView(kind.word(), id, shown, WireTime.seconds(until));
    }
}
