package dev.stacyvm.worker.client;

import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A real HTTP server on a free port that notes every worker request and answers it as it was told. */
public final class PlaneServer {
    /** A request as it came. */
    public record Seen(String operation, String workerId, String token, String body) {}

    public final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final ApiServer server;
    private volatile Endpoint answer = exchange -> Future.succeededFuture(Reply.empty(500));

    public PlaneServer(Vertx vertx) throws Exception {
        this.server = await(ApiServer.start(vertx, new ListenAddress("127.0.0.1", 0), routes -> {
            routes.post("/api/v1/worker/:id/heartbeat", exchange -> take("heartbeat", exchange));
            routes.post("/api/v1/admin/worker-tokens", exchange -> take("mint", exchange));
            routes.post("/api/v1/worker/:id/leases/:rid/acquire", exchange -> take("acquire", exchange));
            routes.post("/api/v1/worker/:id/leases/:rid/renew", exchange -> take("renew", exchange));
            routes.post("/api/v1/worker/:id/leases/:rid/release", exchange -> take("release", exchange));
        }));
    }

    public static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    public PlaneServer answers(Endpoint endpoint) {
        answer = endpoint;
        return this;
    }

    public PlaneServer answers(Reply reply) {
        return answers(exchange -> Future.succeededFuture(reply));
    }

    public BaseUrl url() {
        return BaseUrl.parse("http://" + server.address());
    }

    public List<String> operations() {
        return seen.stream().map(Seen::operation).toList();
    }

    public void close() throws Exception {
        await(server.stop());
    }

    private Future<Reply> take(String operation, Exchange exchange) {
        String body = new String(exchange.body(), StandardCharsets.UTF_8);
        String credential = exchange.header(operation.equals("mint") ? "X-Admin-API-Key" : "X-Worker-Token");
        seen.add(new Seen(operation, exchange.header("X-Worker-ID"), credential, body));
        return answer.answer(exchange);
    }
}
