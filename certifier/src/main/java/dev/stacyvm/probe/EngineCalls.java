package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Single requests to a Docker engine, each with its own limit. Closing it closes its connections. */
final class EngineCalls {
    private static final int CONNECTIONS = 32;

    private final HttpClient client;
    private final SocketAddress socket;
    private final String host;
    private final String prefix;

    private EngineCalls(HttpClient client, SocketAddress socket, String host, String prefix) {
        this.client = client;
        this.socket = socket;
        this.host = host;
        this.prefix = prefix;
    }

    static EngineCalls of(Vertx vertx, EngineAddress address, SocketAddress socket, Duration limit) {
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS);
        return new EngineCalls(vertx.createHttpClient(address.options(limit), pool), socket, address.host(), "");
    }

    /** The same connections, every path under this one, such as {@code /v1.41}. */
    EngineCalls under(String path) {
        return new EngineCalls(client, socket, host, path);
    }

    Future<EngineAnswer> get(String path, Duration limit) {
        return call(HttpMethod.GET, path, limit, HttpClientRequest::send);
    }

    Future<EngineAnswer> delete(String path, Duration limit) {
        return call(HttpMethod.DELETE, path, limit, HttpClientRequest::send);
    }

    /** Sends JSON; an empty object counts as no body. */
    Future<EngineAnswer> post(String path, ObjectNode body, Duration limit) {
        return body.isEmpty()
                ? call(HttpMethod.POST, path, limit, HttpClientRequest::send)
                : send(path, "application/json", Buffer.buffer(Json.write(body)), limit);
    }

    Future<EngineAnswer> send(String path, String type, Buffer body, Duration limit) {
        return call(
                HttpMethod.POST,
                path,
                limit,
                open -> open.putHeader("Content-Type", type).send(body));
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<EngineAnswer> call(HttpMethod method, String path, Duration limit, Sending sending) {
        RequestOptions request = new RequestOptions()
                .setServer(socket)
                .setMethod(method)
                .setHost(host)
                .setURI(prefix + path);
        return client.request(request)
                .compose(open -> sending.send(open)
                        .compose(response -> EngineAnswer.of(path, response))
                        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .onFailure(failure -> open.reset(0, failure)));
    }

    private interface Sending {
        Future<HttpClientResponse> send(HttpClientRequest request);
    }
}
