package dev.stacyvm.issuer;

import dev.stacyvm.key.MintedToken;
import dev.stacyvm.key.Minter;
import dev.stacyvm.token.Rejection;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts tokens minted and verified. Any thread may call. */
final class TokenMeter {
    private final LongAdder minted = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final Map<Rejection, LongAdder> rejected = new EnumMap<>(Rejection.class);

    TokenMeter() {
        for (Rejection reason : Rejection.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    Minter over(Minter inner) {
        return request -> {
            MintedToken token = inner.mint(request);
            minted.increment();
            return token;
        };
    }

    TokenVerifier over(TokenVerifier inner) {
        return (token, expected) -> {
            Verdict verdict = inner.verify(token, expected);
            LongAdder count = verdict instanceof Verdict.Rejected no ? rejected.get(no.reason()) : accepted;
            if (count != null) {
                count.increment();
            }
            return verdict;
        };
    }

    /** Both families in Prometheus' text format; every outcome is there from the start. */
    String text() {
        StringBuilder text = new StringBuilder("# HELP stacyvm_tokens_minted_total Tokens minted.\n"
                + "# TYPE stacyvm_tokens_minted_total counter\nstacyvm_tokens_minted_total " + minted.sum() + "\n"
                + "# HELP stacyvm_token_verifications_total Tokens presented, by what became of them.\n"
                + "# TYPE stacyvm_token_verifications_total counter\n");
        outcome(text, "accepted", accepted);
        rejected.forEach((reason, count) -> outcome(text, reason.name().toLowerCase(Locale.ROOT), count));
        return text.toString();
    }

    private static void outcome(StringBuilder text, String word, LongAdder count) {
        text.append("stacyvm_token_verifications_total{outcome=\"")
                .append(word)
                .append("\"} ")
                .append(count.sum())
                .append('\n');
    }
}
