package dev.stacyvm.worker.client;

import dev.stacyvm.token.TokenReading;
import java.util.Locale;

/** How it stands with a worker's token, by what was read last. */
public enum TokenState {
    OK,
    /** The last good token still serves. */
    DEGRADED,
    /** There is none to send, or none was asked for yet. */
    NONE;

    static TokenState of(TokenReading reading) {
        if (reading instanceof TokenReading.Fresh) {
            return OK;
        }
        return reading instanceof TokenReading.Degraded ? DEGRADED : NONE;
    }

    /** Whether there is one to send. */
    public boolean isUsable() {
        return this != NONE;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
