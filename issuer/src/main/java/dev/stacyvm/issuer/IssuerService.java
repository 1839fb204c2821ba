package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.controlplane.SqliteStore;
import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.http.RouteMeter;
import dev.stacyvm.http.Routes;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running issuer: its store, its control plane and its HTTP server. Started once, stopped once. */
public final class IssuerService {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerService.class);

    /** Attempts to enrol or renew from one address: a fleet behind one gateway starts together. */
    private static final int BURST = 200;

    private static final double PER_SECOND = 20;

    private final Store store;
    private final TrustRoom trust;
    private final ApiServer server;

    private IssuerService(Store store, TrustRoom trust, ApiServer server) {
        this.store = store;
        this.trust = trust;
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
                .compose(plane -> Store.open(vertx, settings, plane))
                .compose(store -> TrustRoom.open(vertx, store, settings.issuerName(), authority, time)
                        .compose(trust -> serve(
                                vertx,
                                settings,
                                store,
                                trust,
                                routes(settings, store, trust, time).andThen(more)))
                        .recover(failure -> store.close().transform(closed -> Future.failedFuture(failure))));
    }

    /** Where it listens, with the port that was really bound. */
    public ListenAddress address() {
        return server.address();
    }

    /** The registry and leases, for parts of the same process that show them. */
    public ControlPlane plane() {
        return store.plane();
    }

    /** Closes the port, lets running requests end, writes what waits and closes the store. */
    public Future<Void> stop() {
        trust.close();
        return server.stop().eventually(store::close).onSuccess(stopped -> LOG.info("issuer stopped"));
    }

    private static Future<IssuerService> serve(
            Vertx vertx, IssuerSettings settings, Store store, TrustRoom trust, Consumer<Routes> routes) {
        return ApiServer.start(vertx, settings.listen(), routes)
                .map(server -> new IssuerService(store, trust, server))
                .onSuccess(service -> trust.keepHouse(Scheduler.of(vertx)))
                .onSuccess(service -> LOG.info("issuer started addr={} file={}", service.address(), settings.store()))
                .onSuccess(service -> warnWhenExposed(settings.listen()));
    }

    private static void warnWhenExposed(Listener listen) {
        if (listen.isExposed()) {
            LOG.warn(
                    "tokens and keys cross the network in clear; name a certificate with --tls-cert-file and --tls-key-file, or listen on 127.0.0.1 addr={}",
                    listen.address());
        }
    }

    /** Forgets what is over now, as it does by itself twice a minute. */
    Future<Void> sweep() {
        return trust.sweep();
    }

    private static Consumer<Routes> routes(IssuerSettings settings, Store store, TrustRoom trust, Time time) {
        TokenMeter tokens = new TokenMeter();
        RouteMeter meter = new RouteMeter(time);
        Minters minters = trust.minters().countedBy(tokens);
        WorkerGate workers = new WorkerGate(tokens.over(trust.verifier()));
        ApiGate api = new ApiGate(settings.adminKey(), settings.apiKey());
        ControlPlane plane = store.plane();
        SystemRoutes system = new SystemRoutes(
                new Readiness(trust.minters(), trust.verifier(), plane, time),
                new Metrics(store, meter, tokens),
                time,
                settings.version());
        return bare -> {
            Routes routes = meter.over(bare);
            system.addTo(routes, api);
            new OpenApiRoute(
                            settings.version(),
                            ApiOperations.served(
                                    settings.controlPlane(), minters.jwt().isPresent()))
                    .addTo(routes, api);
            if (settings.controlPlane()) {
                new RegistryRoutes(plane).addTo(routes, workers, api);
                new LeaseRoutes(plane).addTo(routes, workers, api);
            }
            new TokenRoutes(minters).addTo(routes, api);
            new AuditRoutes(store.session()).addTo(routes, api);
            trust.addTo(routes, workers, api);
            addEnrolment(routes, api, settings.issuerName(), minters, store.session(), time);
            new AttestationRoutes(new Enrolments(store.session(), time), store.attestationKey(), time)
                    .addTo(routes, workers);
        };
    }

    private static void addEnrolment(
            Routes routes, ApiGate api, String name, Minters minters, StoreSession session, Time time) {
        Enrolments enrolments = new Enrolments(session, time);
        RateLimit limit = new RateLimit(BURST, PER_SECOND, time);
        new JoinRoutes(enrolments, time).addTo(routes, api);
        new EnrolRoutes(enrolments, name).addTo(routes, limit);
        new RenewalRoutes(enrolments, minters, name, time).addTo(routes, limit);
    }
}
