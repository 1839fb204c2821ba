package dev.stacyvm.http;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.wire.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server with the limits and the error shape that all servers of the product share. Started once, stopped once.
 * All endpoints run on the event loop that started it.
 */
public final class ApiServer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final String BODY_LIMIT = "body limit";
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int IDLE_SECONDS = 60;
    private static final long GRACE_SECONDS = 2;

    private final HttpServer server;
    private final ListenAddress address;
    private final Optional<PemWatch> certificates;

    private ApiServer(HttpServer server, ListenAddress address, Optional<PemWatch> certificates) {
        this.server = server;
        this.address = address;
        this.certificates = certificates;
    }

    /** Binds and serves in clear, else as {@link #start(Vertx, Listener, Consumer)}. */
    public static Future<ApiServer> start(Vertx vertx, ListenAddress address, Consumer<Routes> routes) {
        return start(vertx, Listener.inClear(address), routes);
    }

    /**
     * Binds and serves. Certificates are read again every second: a new pair serves new connections, a bad one changes
     * nothing.
     *
     * @param routes puts the endpoints; called once, before the port opens
     * @return the running server; fails with a one-sentence message when a certificate or key cannot be used, or the
     *     address cannot be bound
     */
    public static Future<ApiServer> start(Vertx vertx, Listener listener, Consumer<Routes> routes) {
        Router router = endpoints(vertx, routes);
        ListenAddress address = listener.address();
        if (!(listener.tls() instanceof ServerTls.On tls)) {
            return bind(vertx.createHttpServer(options()), address, router)
                    .map(server -> new ApiServer(server, bound(address, server), Optional.empty()));
        }
        PemWatch watch = new PemWatch(vertx, PemFiles.of(tls), Scheduler.of(vertx));
        return watch.read()
                .compose(read -> bind(vertx.createHttpServer(encrypted(read)), address, router)
                        .onSuccess(server -> watch.follow(
                                Optional.of(read), changed -> server.updateSSLOptions(changed.forServer()))))
                .map(server -> new ApiServer(server, bound(address, server), Optional.of(watch)))
                .onFailure(failed -> watch.stop());
    }

    private static Router endpoints(Vertx vertx, Consumer<Routes> routes) {
        Router router = router(vertx);
        routes.accept((method, path, maxBodyBytes, endpoint) -> {
            router.route(method, path).handler(context -> limitBody(context, maxBodyBytes));
            router.route(method, path).handler(BodyHandler.create(false).setBodyLimit(maxBodyBytes));
            addRoute(router, method, path, endpoint);
        });
        return router;
    }

    private static Future<HttpServer> bind(HttpServer server, ListenAddress address, Router router) {
        return server.requestHandler(router)
                .listen(address.port(), address.host())
                .recover(failure -> Future.failedFuture(cannotListen(address, failure)));
    }

    private static ListenAddress bound(ListenAddress asked, HttpServer server) {
        return new ListenAddress(asked.host(), server.actualPort());
    }

    /** Where it listens, with the port that was really bound. */
    public ListenAddress address() {
        return address;
    }

    /** Refuses new connections, lets running requests end within two seconds, then closes all. */
    public Future<Void> stop() {
        certificates.ifPresent(PemWatch::stop);
        return server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(8 * 1024)
                .setCompressionSupported(false);
    }

    /** HTTP/1.1 only: the limits above are those of its parser. */
    private static HttpServerOptions encrypted(PemMaterial read) {
        ServerSSLOptions tls = read.forServer();
        HttpServerOptions options = options();
        options.setSsl(true)
                .setUseAlpn(false)
                .setClientAuth(tls.getClientAuth())
                .setKeyCertOptions(tls.getKeyCertOptions())
                .setTrustOptions(tls.getTrustOptions())
                .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols());
        return options;
    }

    private static Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(RequestId::assign);
        router.route().handler(BodyDeadline::watch);
        onError(router, 400, ErrorCode.BAD_REQUEST, "the request is malformed");
        onError(router, 404, ErrorCode.NOT_FOUND, "no such path");
        onError(router, 405, ErrorCode.BAD_REQUEST, "method not allowed");
        router.errorHandler(413, ApiServer::tooLarge);
        router.errorHandler(500, ApiServer::defect);
        return router;
    }

    private static void onError(Router router, int status, ErrorCode code, String message) {
        router.errorHandler(status, context -> send(context, Reply.error(status, code, message)));
    }

    private static void limitBody(RoutingContext context, int maxBodyBytes) {
        context.put(BODY_LIMIT, maxBodyBytes);
        context.next();
    }

    private static void tooLarge(RoutingContext context) {
        String told = "the body is larger than " + context.get(BODY_LIMIT) + " bytes";
        send(context, Reply.error(413, ErrorCode.BAD_REQUEST, told));
    }

    private static void addRoute(Router router, HttpMethod method, String path, Endpoint endpoint) {
        router.route(method, path).handler(context -> {
            if (hasSlashTooMany(path, context.normalizedPath())) {
                context.next();
                return;
            }
            endpoint.answer(new Exchange(context))
                    .onSuccess(reply -> send(context, reply))
                    .onFailure(context::fail);
        });
    }

    /** The router would take {@code /a/} for {@code /a}; the fleet's control planes do not. */
    private static boolean hasSlashTooMany(String route, String path) {
        return path.endsWith("/") && !route.endsWith("/");
    }

    private static void defect(RoutingContext context) {
        LOG.error(
                "request failed: {} {} request_id={}",
                context.request().method(),
                context.normalizedPath(),
                RequestId.of(context),
                context.failure());
        send(context, Reply.error(ErrorCode.INTERNAL_ERROR, "internal error; the request id is in the server's log"));
    }

    private static void send(RoutingContext context, Reply reply) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        var response = context.response().setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.body().length() > 0) {
            response.putHeader("Content-Type", reply.contentType());
        }
        response.end(reply.body()).onFailure(gone -> LOG.debug("the client left before the answer", gone));
    }

    private static Throwable cannotListen(ListenAddress address, Throwable failure) {
        String told = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String why = told;
        if (failure instanceof BindException && told.contains("in use")) {
            why = "the port is taken by another program; stop it or choose another port";
        } else if (told.contains("Permission denied")) {
            why = "this user may not open that port; choose one above 1023";
        } else if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            why = "the host is not an address of this machine; choose 127.0.0.1 or 0.0.0.0";
        }
        return new IllegalStateException("cannot listen on " + address + ": " + why, failure);
    }
}
