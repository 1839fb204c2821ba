package dev.stacyvm.token;

import dev.stacyvm.file.Secret;

/** What a {@link TokenSource} answered. */
public sealed interface TokenReading {
    /** The current token. */
    record Fresh(Secret token) implements TokenReading {}

    /**
     * The last good token, still alive, because the source now holds something unusable.
     *
     * @param why one clause naming the file and the defect, never the content
     */
    record Degraded(Secret token, String why) implements TokenReading {}

    /**
     * Nothing that may be sent.
     *
     * @param why one clause naming the file, the defect and what helps
     */
    record Nothing(String why) implements TokenReading {}
}
