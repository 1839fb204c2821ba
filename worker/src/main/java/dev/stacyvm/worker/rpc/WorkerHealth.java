package dev.stacyvm.worker.rpc;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.worker.Link;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.WorkerStatus;
import dev.stacyvm.worker.client.ObservedTokens;
import dev.stacyvm.worker.lease.LeaseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** {@code /health}, {@code /live}, {@code /ready} and {@code /metrics} of a worker. They carry no secret and need none. */
final class WorkerHealth {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final List<HttpMethod> ANY = List.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.DELETE,
            HttpMethod.PATCH,
            HttpMethod.OPTIONS);

    private record Health(String status, String workerId) {}

    private record Ready(
            String status, String workerId, String controlPlane, String token, boolean draining, List<Lease> leases) {}

    private record Lease(String resource, boolean held) {
        static Lease of(LeaseStatus lease) {
            return new Lease(lease.resource(), lease.isHeld());
        }
    }

    private final String workerId;
    private final Worker worker;
    private final ObservedTokens tokens;
    private final WorkerMetrics metrics;

    WorkerHealth(String workerId, Worker worker, ObservedTokens tokens, WorkerMetrics metrics) {
        this.workerId = workerId;
        this.worker = worker;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    void addTo(Routes routes) {
        ANY.forEach(method -> routes.add(method, "/health", exchange -> health("ok")));
        routes.get("/live", exchange -> health("alive"));
        routes.get("/ready", this::ready);
        routes.get("/metrics", exchange -> Future.succeededFuture(Reply.text(PROMETHEUS, metrics.text())));
    }

    private Future<Reply> health(String status) {
        return Future.succeededFuture(Reply.ok(new Health(status, workerId)));
    }

    /** Ready for work: the control plane accepted the last heartbeat, a token can be sent, and nobody said to drain. */
    private Future<Reply> ready(Exchange exchange) {
        boolean draining = worker.status() == WorkerStatus.DRAINING;
        boolean up = worker.link() instanceof Link.Up;
        boolean ready = up && !draining && tokens.state().isUsable();
        Ready told = new Ready(
                ready ? "ready" : "not_ready",
                workerId,
                worker.link().word(),
                tokens.state().word(),
                draining,
                worker.leases().stream().map(Lease::of).toList());
        return Future.succeededFuture(Reply.json(ready ? 200 : 503, told));
    }
}
