package dev.stacyvm.http;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** {@code X-Request-ID}: echoed when it is harmless, else made here, and on every response. */
final class RequestId {
    private static final String HEADER = "X-Request-ID";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    static void assign(RoutingContext context) {
        String sent = context.request().getHeader(HEADER);
        String id = sent != null && HARMLESS.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        context.put(HEADER, id);
        context.response().putHeader(HEADER, id);
        context.next();
    }

    static String of(RoutingContext context) {
        String id = context.get(HEADER);
        return id == null ? "" : id;
    }
}
