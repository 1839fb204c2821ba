package dev.stacyvm.token;

import java.util.function.Consumer;

/** Tells of changes between requests, so that whoever waits for a token goes on at once. */
@FunctionalInterface
public interface TokenWatch {
    /**
     * Calls {@code listener} on the context of the caller each time what a request gets becomes another: a new token, the
     * loss of one, a token after none, or the same one turning degraded or fresh. It is not called for the state at the
     * time of this call, which {@link TokenSource#read()} tells. A listener must not block.
     */
    Watching onChange(Consumer<TokenReading> listener);

    /** One listener's registration. */
    @FunctionalInterface
    interface Watching {
        /** Ends it. May be called twice; a change that is already on its way may still be told. */
        void stop();
    }
}
