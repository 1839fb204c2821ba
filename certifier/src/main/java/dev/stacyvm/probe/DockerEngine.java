package dev.stacyvm.probe;

import dev.stacyvm.probe.EngineReading.Trouble;
import dev.stacyvm.probe.EngineReading.Unusable;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks a Docker engine who it is: GETs of {@code /_ping}, {@code /version} and {@code /info} and nothing else, because
 * its socket is as good as root and a read-only proxy must do.
 */
final class DockerEngine {
    private static final int CONNECTIONS = 2;

    private final Vertx vertx;
    private final EngineAddress address;
    private final Duration limit;

    DockerEngine(Vertx vertx, EngineAddress address, Duration limit) {
        this.vertx = vertx;
        this.address = address;
        this.limit = limit;
    }

    /** Never fails; ends within the limit, which is for all three answers together. */
    Future<EngineReading> read() {
        if (address.socket().isEmpty()) {
            return Future.succeededFuture(unusable(Trouble.UNSUPPORTED, address.problem()));
        }
        HttpClient client = client();
        return ask(client, address.socket().get())
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(this::explain)
                .eventually(client::close);
    }

    private HttpClient client() {
        return vertx.createHttpClient(address.options(limit), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    private Future<EngineReading> ask(HttpClient client, SocketAddress socket) {
        return get(client, socket, "/_ping").compose(ping -> {
            if (!ping.ok() || !ping.body().toString().strip().equals("OK")) {
                return Future.failedFuture(new EngineNonsense("answered /_ping " + ping.described()));
            }
            Future<EngineAnswer> version = get(client, socket, "/version");
            Future<EngineAnswer> info = get(client, socket, "/info");
            return Future.all(version, info)
                    .map(both -> EngineAnswers.read(address.shown(), version.result(), info.result()));
        });
    }

    private Future<EngineAnswer> get(HttpClient client, SocketAddress socket, String path) {
        RequestOptions request = new RequestOptions()
                .setServer(socket)
                .setMethod(HttpMethod.GET)
                .setHost(address.host())
                .setURI(path);
        return client.request(request)
                .compose(open -> open.send()
                        .compose(response -> EngineAnswer.of(path, response))
                        .onFailure(failure -> open.reset(0, failure)));
    }

    private EngineReading explain(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return unusable(Trouble.SILENT, "did not answer within " + limit.toMillis() + " ms");
        }
        if (failure instanceof EngineNonsense) {
            return unusable(Trouble.NONSENSE, String.valueOf(failure.getMessage()));
        }
        return connectFailure(failure);
    }

    private EngineReading connectFailure(Throwable failure) {
        if (failure instanceof SSLException) {
            return unusable(
                    Trouble.DENIED, "does not speak TLS as the files in DOCKER_CERT_PATH or the context want it");
        }
        String told = Printable.of(String.valueOf(failure.getMessage()), 200);
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (told.contains("Permission denied") || cause instanceof AccessDeniedException) {
            return unusable(Trouble.DENIED, "does not let this user connect");
        }
        if (told.contains("No such file") || cause instanceof NoSuchFileException) {
            return unusable(Trouble.ABSENT, "does not exist");
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return unusable(Trouble.ABSENT, "refused the connection");
        }
        if (failure instanceof UnknownHostException) {
            return unusable(Trouble.ABSENT, "cannot be resolved");
        }
        return unusable(Trouble.NONSENSE, "broke off: " + told);
    }

    private Unusable unusable(Trouble trouble, String reason) {
        return new Unusable(address.shown(), trouble, reason);
    }
}
