package dev.stacyvm.http;

import io.vertx.core.Future;

/** Answers one route. Called on the server's event loop; must not block. */
@FunctionalInterface
public interface Endpoint {
    /** The answer. A failed future, or an exception thrown, is a defect: it is logged and answered with 500. */
    Future<Reply> answer(Exchange exchange);
}
