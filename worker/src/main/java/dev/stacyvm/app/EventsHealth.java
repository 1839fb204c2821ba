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
import java.io.IOException;
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

    /**
     * Which log is told about.
     *
     * @param state its folder
     * @param forwards whether it is forwarded to a cluster, one that never answered yet included
     */
    public record Watched(Path state, boolean forwards) {
        private Optional<LogGlance> look() throws IOException {
            return LogGlance.at(state).map(log -> forwards ? log.forwarding() : log);
        }
    }

    /** Serves where an address is named, for as long as {@code role} runs. Fails when it cannot be bound. */
    public static Future<? extends Role> beside(
            Vertx vertx, Watched log, Optional<ListenAddress> listen, Supplier<Future<? extends Role>> role) {
        return listen.isEmpty()
                ? role.get()
                : new Roles()
                        .then(() -> start(vertx, log, listen.get()))
                        .then(role)
                        .started();
    }

    private static Future<EventsHealth> start(Vertx vertx, Watched log, ListenAddress listen) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor("stacyvm-events-health", 1);
        return ApiServer.start(vertx, listen, routes -> addTo(routes, log, thread))
                .map(server -> new EventsHealth(thread, server))
                .onFailure(failed -> thread.close());
    }

    private static void addTo(Routes routes, Watched log, WorkerExecutor thread) {
        routes.get("/live", exchange -> Future.succeededFuture(Reply.ok(new StatusReply("alive"))));
        routes.get("/metrics", exchange -> metrics(log, thread));
    }

    private static Future<Reply> metrics(Watched watched, WorkerExecutor thread) {
        return thread.executeBlocking(watched::look, false)
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
