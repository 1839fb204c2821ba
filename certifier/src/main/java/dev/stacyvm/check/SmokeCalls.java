package dev.stacyvm.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;

/** Requests to a StacyVM with an API key. What is not the expected answer fails with one clause, never with its body. */
final class SmokeCalls {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;

    private final ApiClient client;
    private final SmokePlan plan;

    SmokeCalls(ApiClient client, SmokePlan plan) {
        this.client = client;
        this.plan = plan;
    }

    Future<JsonNode> get(String path) {
        return send(HttpMethod.GET, path, Buffer.buffer(), LIMIT).compose(SmokeCalls::object);
    }

    /** Waits longer: a sandbox may be made meanwhile. */
    Future<JsonNode> post(String path, ObjectNode body) {
        return send(HttpMethod.POST, path, Buffer.buffer(Json.write(body)), SLOW)
                .compose(SmokeCalls::object);
    }

    Future<JsonNode> delete(String path) {
        return send(HttpMethod.DELETE, path, Buffer.buffer(), SLOW).compose(SmokeCalls::object);
    }

    /** As {@link #get}, where there may be nothing: then an empty object. */
    Future<JsonNode> look(String path) {
        return send(HttpMethod.GET, path, Buffer.buffer(), LIMIT)
                .compose(answer ->
                        answer.status() == NOT_FOUND ? Future.succeededFuture(Json.object()) : object(answer));
    }

    private Future<ApiAnswer> send(HttpMethod method, String path, Buffer body, Duration limit) {
        Map<String, String> headers =
                Map.of("X-API-Key", plan.apiKey().revealText(), "Content-Type", "application/json");
        return client.send(new ApiRequest(method, plan.url().at(path), headers, body, limit));
    }

    private static Future<JsonNode> object(ApiAnswer answer) {
        if (!answer.succeeded()) {
            return failed("it answered " + answer.problem());
        }
        try {
            return Future.succeededFuture(Json.readObject(answer.body().getBytes()));
        } catch (InvalidJson garbage) {
            return failed("it answered with something that is not JSON");
        }
    }

    static <T> Future<T> failed(String why) {
        return Future.failedFuture(new VertxException(why, true));
    }
}
