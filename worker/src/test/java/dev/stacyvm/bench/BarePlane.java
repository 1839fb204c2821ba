package dev.stacyvm.bench;

import io.vertx.core.Vertx;

/** Accepts every heartbeat of {@code worker-a}. Prints its port. */
final class BarePlane {
    private static final String BODY = "{\"id\":\"worker-a\",\"hostname\":\"h\",\"status\":\"online\",\"providers\":[],"
            + "\"capabilities\":[],\"capacity\":{},\"last_heartbeat\":\"\",\"created_at\":\"\",\"updated_at\":\"\",\"stale\":false}";

    private BarePlane() {}

    public static void main(String[] arguments) {
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(BODY))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()));
    }
}
