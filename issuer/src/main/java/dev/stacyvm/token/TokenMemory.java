package dev.stacyvm.token;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a token file has held so far, and what a request may therefore send:
 *
 * <ul>
 *   <li>fresh: the file holds a usable token;
 *   <li>degraded: it does not, and the last good token still lives;
 *   <li>nothing: it does not, and there is none.
 * </ul>
 *
 * Each outcome of a read moves between any two of them; each move, and each new reason, is logged once. Safe from any
 * thread.
 */
final class TokenMemory {
    private static final Logger LOG = LoggerFactory.getLogger(FileTokenSource.class);

    private record Good(Secret content, Secret token, Instant expiresAt, String tokenId) {
        boolean lives(Instant now) {
            return now.isBefore(expiresAt);
        }
    }

    private final String file;
    private final Optional<String> workerId;
    private final Time time;
    // All below are guarded by this.
    private Optional<Good> last = Optional.empty();
    private boolean oursWasSeen;
    private TokenReading told = new TokenReading.Nothing("");

    TokenMemory(String file, Optional<String> workerId, Time time) {
        this.file = file;
        this.workerId = workerId;
        this.time = time;
    }

    /** The file was read. */
    synchronized TokenReading read(byte[] content) {
        Instant now = time.now();
        boolean same = last.isPresent()
                && last.get().lives(now)
                && last.get().content().equals(Secret.of(content));
        return tell(same ? fresh() : judge(content, now));
    }

    /**
     * The file could not be read.
     *
     * @param why a clause that names the file
     */
    synchronized TokenReading failed(String why) {
        return tell(fallback(why, time.now()));
    }

    /** What was told last. */
    synchronized TokenReading told() {
        return told;
    }

    /** Whether the token told last may still be sent as a fresh one. */
    synchronized boolean isFresh() {
        return told instanceof TokenReading.Fresh
                && last.isPresent()
                && last.get().lives(time.now());
    }

    private TokenReading judge(byte[] content, Instant now) {
        FileContent found = FileContent.of(content, workerId, now);
        if (found instanceof FileContent.Ours ours) {
            return ours(content, ours, now);
        }
        if (found instanceof FileContent.Opaque opaque && !oursWasSeen) {
            last = Optional.of(new Good(Secret.of(content), opaque.token(), Instant.MAX, ""));
            return fresh();
        }
        String why = found instanceof FileContent.Unusable unusable
                ? unusable.why()
                : "held a signed token before and now holds something else";
        return fallback(file + " " + why, now);
    }

    /** With a good token alive there is time to wait for the new one; without, an early one may pass a verifier's skew. */
    private TokenReading ours(byte[] content, FileContent.Ours ours, Instant now) {
        boolean alive = last.isPresent() && last.get().lives(now);
        Duration skew = alive ? Duration.ZERO : Duration.ofSeconds(Lifetime.SKEW_SECONDS);
        if (!ours.hasBegun(now, skew)) {
            return fallback(file + " holds a token that is not valid yet", now);
        }
        oursWasSeen = true;
        String tokenId = ours.decoded().claims().tokenId().orElse("");
        last = Optional.of(new Good(Secret.of(content), ours.token(), ours.expiresAt(), tokenId));
        return fresh();
    }

    private TokenReading fresh() {
        return new TokenReading.Fresh(last.orElseThrow().token());
    }

    private TokenReading fallback(String why, Instant now) {
        return last.filter(good -> good.lives(now))
                .<TokenReading>map(good -> new TokenReading.Degraded(good.token(), why))
                .orElseGet(() -> new TokenReading.Nothing(why + "; put a current token there"));
    }

    private TokenReading tell(TokenReading reading) {
        if (!reading.equals(told)) {
            told = reading;
            log(reading);
        }
        return reading;
    }

    private void log(TokenReading reading) {
        if (reading instanceof TokenReading.Fresh) {
            LOG.info("token in use file={} token_id={} expires_at={}", file, tokenId(), expiresAt());
        } else if (reading instanceof TokenReading.Degraded degraded) {
            LOG.warn(
                    "token file unusable, the last good token serves until it expires file={} token_id={} expires_at={} error={}",
                    file,
                    tokenId(),
                    expiresAt(),
                    degraded.why());
        } else if (reading instanceof TokenReading.Nothing nothing) {
            LOG.error("no token to send, waiting for the file file={} error={}", file, nothing.why());
        }
    }

    private String tokenId() {
        return last.map(Good::tokenId).orElse("");
    }

    private String expiresAt() {
        return last.map(Good::expiresAt)
                .filter(end -> !end.equals(Instant.MAX))
                .map(Instant::toString)
                .orElse("never");
    }
}
