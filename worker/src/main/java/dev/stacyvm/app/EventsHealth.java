package dev.stacyvm.app;

import dev.stacyvm.bus.local.LogGlance;
import dev.stacyvm.bus.local.LogMetrics;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.StatusReply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /live} and {@code /metrics} of a recorder, from the event log of its machine. Carries no secret and needs none. */
public final class EventsHealth implements Role {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final WorkerExecutor thread;
    private final ApiServer server;

    private EventsHealth(WorkerExecutor thread, ApiServer server) {
        this.thread = thread;
        this.server = server;
    }

    /** Serves where an address is named, for as long as {@code role} runs. Fails when it cannot be bound. */
    public static Future<? extends Role> beside(
            Vertx vertx, Path state, Optional<ListenAddress> listen, Supplier<Future<? extends Role>> role) {
        return listen.isEmpty()
                ? role.get()
                : new Roles()
                        .then(() -> start(vertx, state, listen.get()))
                        .then(role)
                        .started();
    }

    private static Future<EventsHealth> start(Vertx vertx, Path state, ListenAddress listen) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor("stacyvm-events-health", 1);
        return ApiServer.start(vertx, listen, routes -> addTo(routes, state, thread))
                .map(server -> new EventsHealth(thread, server))
                .onFailure(failed -> thread.close());
    }

    private static void addTo(Routes routes, Path state, WorkerExecutor thread) {
        routes.get("/live", exchange -> Future.succeededFuture(Reply.ok(new StatusReply("alive"))));
        routes.get("/metrics", exchange -> metrics(state, thread));
    }

    private static Future<Reply> metrics(Path state, WorkerExecutor thread) {
        return thread.executeBlocking(() -> LogGlance.at(state), false)
                .map(log -> Reply.text(
                        PROMETHEUS,
                        log.map(found -> LogMetrics.text(found, Time.system().now()))
                                .orElse("")))
                .otherwise(failure ->
                        Reply.error(ErrorCode.UNAVAILABLE, "the event log cannot be read; see the recorder's log"));
    }

    @Override
    public Future<Void> stop() {
        return server.stop().eventually(thread::close);
    }
}
