package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.token.Scope;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.StatusReply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Heartbeats and the registry they fill (contract, sections 3.3, 3.4 and 3.7). */
final class RegistryRoutes {
    private static final int MAX_SHOWN = 128;

    private final ControlPlane plane;

    RegistryRoutes(ControlPlane plane) {
        this.plane = plane;
    }

    void addTo(Routes routes, WorkerGate workers, ApiGate api) {
        routes.post("/api/v1/worker/:worker/heartbeat", workers.open(Scope.HEARTBEAT, this::heartbeat));
        routes.get("/api/v1/workers", api.open(exchange -> list()));
        routes.get("/api/v1/workers/:worker", api.open(this::find));
        routes.get("/api/v1/admin/workers", api.openToAdmins("list workers", exchange -> list()));
        routes.get("/api/v1/admin/workers/:worker", api.openToAdmins("show worker", this::find));
        routes.post("/api/v1/admin/workers/:worker/heartbeat", api.openToAdmins("repair worker", this::heartbeat));
        routes.delete("/api/v1/admin/workers/:worker", api.openToAdmins("delete worker", this::delete));
    }

    private Future<Reply> heartbeat(Exchange exchange) throws BadRequest, InvalidJson {
        if (exchange.path(PathIds.WORKER).isBlank()) {
            throw new BadRequest("worker id is required");
        }
        String worker = PathIds.worker(exchange);
        Heartbeat heard = exchange.body(Heartbeat.class);
        if (hasGap(heard.providers()) || hasGap(heard.capabilities()) || !isObjectOrAbsent(heard)) {
            throw new BadRequest("invalid request body");
        }
        return Future.succeededFuture(plane.heartbeat(worker, heard)
                .map(Reply::ok)
                .orElseGet(() -> Reply.error(ErrorCode.RESOURCE_LIMIT, "too many workers; delete some")));
    }

    private Future<Reply> list() {
        return Future.succeededFuture(Reply.ok(plane.workers()));
    }

    private Future<Reply> find(Exchange exchange) {
        String worker = exchange.path(PathIds.WORKER);
        return Future.succeededFuture(plane.worker(worker).map(Reply::ok).orElseGet(() -> unknown(worker)));
    }

    private Future<Reply> delete(Exchange exchange) {
        String worker = exchange.path(PathIds.WORKER);
        return plane.deleteWorker(worker).map(known -> known ? Reply.ok(new StatusReply("deleted")) : unknown(worker));
    }

    private static Reply unknown(String worker) {
        return Reply.error(ErrorCode.NOT_FOUND, "not found: worker \"" + Printable.of(worker, MAX_SHOWN) + "\"");
    }

    private static boolean hasGap(@Nullable List<String> words) {
        return words != null && words.stream().anyMatch(Objects::isNull);
    }

    private static boolean isObjectOrAbsent(Heartbeat heard) {
        return heard.capacity() == null || heard.capacity() instanceof Map;
    }
}
