package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.controlplane.SqliteStore;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Routes;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running issuer: its store, its control plane and its HTTP server. Started once, stopped once. */
public final class IssuerService {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerService.class);

    private final ControlPlane plane;
    private final ApiServer server;

    private IssuerService(ControlPlane plane, ApiServer server) {
        this.plane = plane;
        this.server = server;
    }

    /**
     * Opens the store, then the port.
     *
     * @param more adds routes of other parts to the same server; each guards itself
     * @return fails, with everything closed again, when the store is locked, unusable or of a newer program, or the port
     *     is taken; the failure's message is one sentence for the operator
     */
    public static Future<IssuerService> start(
            Vertx vertx, IssuerSettings settings, TokenAuthority authority, Time time, Consumer<Routes> more) {
        return ControlPlane.open(vertx, () -> SqliteStore.open(settings.store()), time)
                .compose(plane -> serve(
                        vertx,
                        settings,
                        plane,
                        routes(settings, authority, plane, time).andThen(more)));
    }

    /** Where it listens, with the port that was really bound. */
    public ListenAddress address() {
        return server.address();
    }

    /** The registry and leases, for parts of the same process that show them. */
    public ControlPlane plane() {
        return plane;
    }

    /** Closes the port, lets running requests end, writes what waits and closes the store. */
    public Future<Void> stop() {
        return server.stop().eventually(plane::close).onSuccess(stopped -> LOG.info("issuer stopped"));
    }

    private static Future<IssuerService> serve(
            Vertx vertx, IssuerSettings settings, ControlPlane plane, Consumer<Routes> routes) {
        return ApiServer.start(vertx, settings.listen(), routes)
                .map(server -> new IssuerService(plane, server))
                .onSuccess(service -> LOG.info("issuer started addr={} file={}", service.address(), settings.store()))
                .recover(failure -> plane.close().transform(closed -> Future.failedFuture(failure)));
    }

    private static Consumer<Routes> routes(
            IssuerSettings settings, TokenAuthority authority, ControlPlane plane, Time time) {
        WorkerGate workers = new WorkerGate(authority.verifier());
        ApiGate api = new ApiGate(settings.adminKey(), settings.apiKey());
        SystemRoutes system =
                new SystemRoutes(new Readiness(authority, plane, time), new Metrics(plane), time, settings.version());
        return routes -> {
            system.addTo(routes, api);
            new RegistryRoutes(plane).addTo(routes, workers, api);
            new LeaseRoutes(plane).addTo(routes, workers, api);
            new TokenRoutes(authority.minter()).addTo(routes, api);
        };
    }
}
