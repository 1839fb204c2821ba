package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import io.vertx.core.Future;

/** Where tokens stand. */
interface TokenStore {
    /** What stands there now; fails when nothing readable does, with a clause that names the file. */
    Future<Secret> read(TokenFile plan);

    /** Replaces it in one step; fails when it did not happen or was not made durable. */
    Future<Void> write(TokenFile plan, Secret token);
}
