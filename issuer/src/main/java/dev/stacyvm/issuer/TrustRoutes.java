package dev.stacyvm.issuer;

import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.wire.Ids;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code GET /api/v1/trust?epoch=N&wait=30s&follower=NAME}: the trust feed, for workers and holders of an API key. A
 * worker's followers are told apart from all others by its id. Who names no follower is answered, and no rotation waits
 * for it.
 */
final class TrustRoutes {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Following following;

    TrustRoutes(Following following) {
        this.following = following;
    }

    void addTo(Routes routes, WorkerGate workers, ApiGate api) {
        Endpoint byKey = api.open(exchange -> poll(exchange, ""));
        routes.get("/api/v1/trust", exchange -> {
            Optional<String> worker = workers.bearer(exchange);
            Handler own = asked -> poll(asked, worker.orElse(""));
            return worker.isPresent() ? own.asEndpoint().answer(exchange) : byKey.answer(exchange);
        });
    }

    private Future<Reply> poll(Exchange exchange, String worker) throws BadRequest {
        String epoch = exchange.query("epoch", "0");
        if (!epoch.matches("[0-9]{1,16}")) {
            throw new BadRequest("epoch must be a number");
        }
        Duration wait = wait(exchange.query("wait", "0s"));
        String follower = exchange.query("follower", "");
        if (follower.isEmpty()) {
            String place = worker + "@" + exchange.remoteAddress();
            return following.glance(place, Long.parseLong(epoch), wait);
        }
        if (!Ids.isValid(follower)) {
            throw new BadRequest("follower must be an id");
        }
        return following.poll(worker, follower, Long.parseLong(epoch), wait);
    }

    private static Duration wait(String text) throws BadRequest {
        Duration wait = text.equals("0s")
                ? Duration.ZERO
                : Ttl.positive(text).orElseThrow(() -> new BadRequest("invalid wait; use a Go duration like 30s"));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
