package dev.stacyvm.issuer;

import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import java.util.Optional;

/** Times to live, as callers write them. */
final class Ttl {
    private Ttl() {}

    /** The Go duration, if the text is one and above zero. */
    static Optional<Duration> positive(String text) {
        try {
            return Optional.of(GoDuration.parse(text)).filter(ttl -> !ttl.isNegative() && !ttl.isZero());
        } catch (IllegalArgumentException notADuration) {
            return Optional.empty();
        }
    }
}
