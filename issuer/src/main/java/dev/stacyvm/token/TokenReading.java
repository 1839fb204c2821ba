package dev.stacyvm.token;

import dev.stacyvm.file.Secret;
import java.util.Optional;

/** What a {@link TokenSource} answered. */
public sealed interface TokenReading {
    /** What may be sent, if anything. */
    Optional<Secret> sendable();

    /** The current token. */
    record Fresh(Secret token) implements TokenReading {
        @Override
        public Optional<Secret> sendable() {
            return Optional.of(token);
        }
    }

    /**
     * The last good token, still alive, because the source now holds something unusable.
     *
     * @param why one clause naming the file and the defect, never the content
     */
    record Degraded(Secret token, String why) implements TokenReading {
        @Override
        public Optional<Secret> sendable() {
            return Optional.of(token);
        }
    }

    /**
     * Nothing that may be sent.
     *
     * @param why one clause naming the file, the defect and what helps
     */
    record Nothing(String why) implements TokenReading {
        @Override
        public Optional<Secret> sendable() {
            return Optional.empty();
        }
    }
}
