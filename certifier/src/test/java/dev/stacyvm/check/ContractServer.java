package dev.stacyvm.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.Await;
import dev.stacyvm.wire.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A StacyVM of the contract's routes, over HTTP, with one sandbox; some of its answers can be replaced. */
final class ContractServer implements AutoCloseable {
    static final String KEY = "an-api-key-of-at-least-32-bytes!!";
    private static final String SANDBOX = "/api/v1/sandboxes/sb-0a1b2c3d";

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> replaced = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile String state = "none";
    private final AtomicInteger looks = new AtomicInteger();

    ContractServer(Vertx vertx) {
        this.server = Await.value(
                vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    BaseUrl url() {
        return BaseUrl.parse("http://127.0.0.1:" + server.actualPort());
    }

    /** @param answer the status, a space and the body, in place of what is answered to that method and path */
    ContractServer replacing(String methodAndPath, String answer) {
        replaced.put(methodAndPath, answer);
        return this;
    }

    String state() {
        return state;
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String asking = request.method() + " " + request.path();
        asked.add(asking);
        if (!KEY.equals(request.getHeader("X-API-Key"))) {
            end(request, 401, "{\"code\":\"UNAUTHORIZED\",\"message\":\"invalid or missing API key\"}");
            return;
        }
        String command = asking.endsWith("/exec") ? body.toJsonObject().getString("command") : "";
        String instead = replaced.getOrDefault(asking + " " + command, replaced.getOrDefault(asking, ""));
        String told = instead.isEmpty() ? normal(request.method(), request.path(), command) : instead;
        end(request, Integer.parseInt(told.substring(0, 3)), told.substring(4));
    }

    private String normal(HttpMethod method, String path, String command) {
        return switch (method + " " + path) {
            case "GET /api/v1/ready" -> "200 {\"status\":\"ready\",\"providers\":[]}";
            case "GET /api/v1/providers/docker" -> "200 {\"name\":\"docker\",\"healthy\":true}";
            case "POST /api/v1/sandboxes" -> "201 " + sandbox("creating");
            case "GET " + SANDBOX -> look();
            case "POST " + SANDBOX + "/exec" -> exec(command);
            case "DELETE " + SANDBOX -> "200 " + sandbox("destroyed");
            default -> "404 {\"code\":\"NOT_FOUND\",\"message\":\"not found\"}";
        };
    }

    /** It runs when it is looked at for the second time. */
    private String look() {
        if (state.equals("destroyed")) {
            return "404 {\"code\":\"NOT_FOUND\",\"message\":\"not found\"}";
        }
        return "200 " + sandbox(looks.getAndIncrement() == 0 ? "creating" : "running");
    }

    private static String exec(String command) {
        ObjectNode done = Json.object();
        done.put("exit_code", command.startsWith("exit ") ? Integer.parseInt(command.substring(5)) : 0);
        return "200 "
                + done.put("stdout", command.startsWith("echo ") ? command.substring(5) + "\n" : "")
                        .put("stderr", "");
    }

    private String sandbox(String now) {
        state = now;
        return "{\"id\":\"sb-0a1b2c3d\",\"state\":\"" + now + "\",\"provider\":\"docker\"}";
    }

    private static void end(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    @Override
    public void close() {
        Await.value(server.close());
    }
}
