package dev.stacyvm.token;

import dev.stacyvm.file.Secret;
import io.vertx.core.Future;

/** Where a request gets its token from, asked anew for every request. */
@FunctionalInterface
public interface TokenSource {
    /**
     * The token to send now. Never fails: what went wrong is in the reading. Completes on the calling context, within
     * about a second.
     */
    Future<TokenReading> read();

    /** A source of one token that never changes. */
    static TokenSource of(Secret token) {
        return () -> Future.succeededFuture(new TokenReading.Fresh(token));
    }
}
