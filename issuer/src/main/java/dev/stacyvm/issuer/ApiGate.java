package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.wire.ErrorCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call an API route: the holder of a key (contract, section 3.2). Either header may carry either key; keys are
 * compared in constant time. Worker tokens do not open these routes.
 */
final class ApiGate {
    private static final Logger LOG = LoggerFactory.getLogger(ApiGate.class);
    private static final List<String> HEADERS = List.of("X-Admin-API-Key", "X-API-Key");

    private enum Role {
        NOBODY,
        READER,
        ADMIN
    }

    private final Secret adminKey;
    private final Optional<Secret> apiKey;

    ApiGate(Secret adminKey, Optional<Secret> apiKey) {
        this.adminKey = adminKey;
        this.apiKey = apiKey;
    }

    /** For either key. */
    Endpoint open(Handler handler) {
        return exchange -> fromHeaders(exchange) == Role.NOBODY
                ? unknown()
                : handler.asEndpoint().answer(exchange);
    }

    /** For either key, which may also come as a bearer token, as scrapers send it. */
    Endpoint openToScrapers(Handler handler) {
        return exchange -> fromHeaders(exchange) == Role.NOBODY && role(Bearer.of(exchange)) == Role.NOBODY
                ? unknown()
                : handler.asEndpoint().answer(exchange);
    }

    /** For the admin key alone; every request is logged with its outcome. */
    Endpoint openToAdmins(String action, Handler handler) {
        return exchange -> admit(exchange, handler)
                .onSuccess(reply -> LOG.info(
                        "admin request: {} status={} addr={} request_id={}",
                        action,
                        reply.status(),
                        exchange.remoteAddress(),
                        exchange.requestId()));
    }

    private Future<Reply> admit(Exchange exchange, Handler handler) {
        return switch (fromHeaders(exchange)) {
            case NOBODY -> unknown();
            case READER -> Future.succeededFuture(Reply.error(ErrorCode.FORBIDDEN, "admin API key required"));
            case ADMIN -> handler.asEndpoint().answer(exchange);
        };
    }

    /** The best that any of the headers proves. Both are always looked at. */
    private Role fromHeaders(Exchange exchange) {
        Role best = Role.NOBODY;
        for (String header : HEADERS) {
            Role role = role(exchange.header(header));
            best = role.compareTo(best) > 0 ? role : best;
        }
        return best;
    }

    private Role role(String candidate) {
        boolean admin = adminKey.matches(candidate);
        boolean reader = apiKey.isPresent() && apiKey.get().matches(candidate);
        if (admin) {
            return Role.ADMIN;
        }
        return reader ? Role.READER : Role.NOBODY;
    }

    private static Future<Reply> unknown() {
        return Future.succeededFuture(Reply.error(ErrorCode.UNAUTHORIZED, "invalid or missing API key"));
    }
}
