package dev.stacyvm.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;

/** What a worker cannot be smaller than: a Vert.x client that posts some bytes. Arguments: port, milliseconds between. */
final class BareClient {
    private static final Buffer BODY =
            Buffer.buffer("{\"hostname\":\"h\",\"status\":\"online\",\"providers\":[\"docker\"]}");

    private BareClient() {}

    public static void main(String[] arguments) {
        VertxOptions options =
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(2);
        options.getFileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        Vertx vertx = Vertx.vertx(options);
        HttpClient client = vertx.createHttpClient();
        int port = Integer.parseInt(arguments[0]);
        post(client, port);
        vertx.setPeriodic(Long.parseLong(arguments[1]), again -> post(client, port));
    }

    private static void post(HttpClient client, int port) {
        client.request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/worker/worker-a/heartbeat")
                .compose(request -> request.putHeader("X-Worker-Token", "token").send(BODY))
                .compose(response -> response.body())
                .onFailure(failure -> System.err.println(failure.getMessage()));
    }
}
