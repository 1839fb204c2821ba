package dev.stacyvm.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** A request whose body has not come whole within 30 seconds loses its connection, however slowly it drips. */
final class BodyDeadline {
    private static final long MILLIS = 30_000;

    private BodyDeadline() {}

    static void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (hasBody(request)) {
            long timer = context.vertx()
                    .setTimer(MILLIS, late -> request.connection().close());
            request.end().onComplete(over -> context.vertx().cancelTimer(timer));
        }
        context.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }
}
