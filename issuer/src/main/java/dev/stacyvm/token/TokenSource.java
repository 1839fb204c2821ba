package dev.stacyvm.token;

import io.vertx.core.Future;

/** Where a request gets its token from, asked anew for every request. */
@FunctionalInterface
public interface TokenSource {
    /**
     * The token to send now. Never fails: what went wrong is in the reading. Completes on the calling context, within
     * about a second.
     */
    Future<TokenReading> read();
}
