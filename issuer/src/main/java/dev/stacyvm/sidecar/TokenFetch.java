package dev.stacyvm.sidecar;

import io.vertx.core.Future;

/** Gets a new token for a file. */
@FunctionalInterface
interface TokenFetch {
    /** A new token, checked. Never fails; completes on the calling context within seconds. */
    Future<Checked> fetch(TokenFile plan);
}
