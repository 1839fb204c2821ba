package dev.stacyvm.worker.rpc;

import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.time.Time;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.client.ControlPlane;
import dev.stacyvm.worker.client.ObservedTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The worker's own listener. Started once, stopped once. */
public final class RpcListener {
    /**
     * What the listener speaks for.
     *
     * @param plane asked for renewals
     */
    public record Behind(String workerId, Worker worker, ObservedTokens tokens, ControlPlane plane) {}

    private final ApiServer server;

    private RpcListener(ApiServer server) {
        this.server = server;
    }

    /** Fails with a one-sentence message when the address cannot be bound, or a certificate cannot be used. */
    public static Future<RpcListener> start(Vertx vertx, Listener listener, RpcAccess access, Behind behind) {
        RpcCounters counters = new RpcCounters();
        Worker worker = behind.worker();
        RpcMethods methods = new RpcMethods(behind.workerId(), worker, behind.plane(), Time.system());
        RpcService service =
                new RpcService(behind.workerId(), new RpcGate(behind.workerId(), access), methods, counters);
        WorkerMetrics metrics = new WorkerMetrics(worker, behind.tokens(), counters, Time.system());
        WorkerHealth health = new WorkerHealth(behind.workerId(), worker, behind.tokens(), metrics);
        return ApiServer.start(vertx, listener, routes -> {
                    routes.post("/rpc", service);
                    health.addTo(routes);
                })
                .map(RpcListener::new);
    }

    /** Where it listens, with the port that was really bound. */
    public ListenAddress address() {
        return server.address();
    }

    /** Lets running calls end within two seconds. */
    public Future<Void> stop() {
        return server.stop();
    }
}
