package dev.stacyvm.sidecar;

import io.vertx.core.Future;

/** What is done after a file was replaced. */
@FunctionalInterface
interface AfterRotation {
    /** Returns at once; ends within a limit and never fails: what goes wrong is logged and changes nothing. */
    Future<Void> run(TokenFile plan);

    /** Nothing. */
    static AfterRotation nothing() {
        return plan -> Future.succeededFuture();
    }
}
