package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.time.Await;
import dev.stacyvm.wire.ErrorBody;
import dev.stacyvm.wire.InvalidJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What nobody of good will sends: each is a 4xx in the contract's shape, and no secret of it reaches the log. */
class HostileRequestsTest {
    private static final String MARK = "secret-of-the-caller";
    private static final String OWN = "/api/v1/worker/worker-a/";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path folder;

    private IssuerRig rig;
    private ApiClient client;
    private Map<String, String> worker;

    @BeforeEach
    void start() {
        rig = new IssuerRig(folder.resolve("store"));
        client = ApiClient.create(rig.vertx);
        worker = rig.worker("worker-a");
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.stacyvm")).addAppender(log);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger("dev.stacyvm")).detachAppender(log);
        rig.close();
    }

    @Test
    void everyHostileBodyOfEveryRouteIsRefused() {
        routes().forEach((path, headers) -> bodies().forEach((name, body) -> {
            ApiAnswer answer = post(path, headers, body);
            assertThat(answer.status()).as("%s: %s", path, name).isEqualTo(name.equals("huge") ? 413 : 400);
            assertShape(path + ": " + name, answer);
        }));
        assertNothingSecretIsLogged();
    }

    @Test
    void everyIdThatCannotBeOneIsRefused() {
        for (String id : List.of("a%2Fb", "..%2F..%2Fetc", "a%0Ab", "a%00b", "%20", ".hidden", "x".repeat(129), "ä")) {
            for (String path : List.of(
                    "/api/v1/admin/workers/" + id + "/heartbeat",
                    "/api/v1/admin/workers/worker-a/leases/" + id + "/renew")) {
                ApiAnswer answer = post(path, IssuerRig.ADMIN, Buffer.buffer("{\"ttl\":\"30s\"}"));
                assertThat(answer.status()).as(path).isBetween(400, 404);
                assertShape(path, answer);
            }
            ApiAnswer foreign = post("/api/v1/worker/" + id + "/heartbeat", worker, Buffer.buffer("{}"));
            assertThat(foreign.status()).as(id).isBetween(400, 404);
            assertShape(id, foreign);
        }
        for (String reserved : List.of("local", "admin", "recorder")) {
            ApiAnswer answer =
                    post("/api/v1/admin/workers/" + reserved + "/heartbeat", IssuerRig.ADMIN, Buffer.buffer("{}"));
            assertThat(answer.status()).as(reserved).isEqualTo(400);
        }
        assertThat(rig.get("/api/v1/workers", IssuerRig.READER)).isEqualTo("200 []");
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains("\n"));
        assertNothingSecretIsLogged();
    }

    private Map<String, Map<String, String>> routes() {
        Map<String, Map<String, String>> routes = new LinkedHashMap<>();
        routes.put(OWN + "heartbeat", worker);
        routes.put(OWN + "leases/r/acquire", worker);
        routes.put(OWN + "leases/r/renew", worker);
        routes.put(OWN + "leases/r/release", worker);
        routes.put(OWN + "enroll", Map.of("Authorization", "Bearer " + MARK));
        routes.put(OWN + "token", IssuerRig.NOBODY);
        routes.put("/api/v1/admin/worker-tokens", IssuerRig.ADMIN);
        routes.put("/api/v1/admin/join-tokens", IssuerRig.ADMIN);
        routes.put("/api/v1/admin/revocations", IssuerRig.ADMIN);
        return routes;
    }

    private static Map<String, Buffer> bodies() {
        Map<String, Buffer> bodies = new LinkedHashMap<>();
        bodies.put("huge", Buffer.buffer("{\"x\":\"" + "a".repeat(64 * 1024) + MARK + "\"}"));
        bodies.put("nested", Buffer.buffer("{\"capacity\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
        bodies.put("duplicate", Buffer.buffer("{\"worker_id\":\"" + MARK + "\",\"worker_id\":\"worker-a\"}"));
        bodies.put(
                "not UTF-8",
                Buffer.buffer("{\"worker_id\":\"" + MARK)
                        .appendByte((byte) 0xff)
                        .appendString("\"}"));
        bodies.put("cut off", Buffer.buffer("{\"assertion\":\"" + MARK));
        bodies.put("two values", Buffer.buffer("{\"assertion\":\"" + MARK + "\"} {}"));
        bodies.put("a list", Buffer.buffer("[\"" + MARK + "\"]"));
        bodies.put("null", Buffer.buffer("null"));
        return bodies;
    }

    private ApiAnswer post(String path, Map<String, String> headers, Buffer body) {
        String url = "http://" + rig.service().address() + path;
        return Await.value(client.send(new ApiRequest(HttpMethod.POST, url, headers, body, Duration.ofSeconds(10))));
    }

    private static void assertShape(String what, ApiAnswer answer) {
        try {
            ErrorBody error = answer.body(ErrorBody.class);
            assertThat(error.code()).as(what).matches("[A-Z_]+");
            assertThat(error.message()).as(what).isNotBlank().doesNotContain(MARK);
        } catch (InvalidJson invalid) {
            throw new AssertionError(what + " was answered with " + answer.body(), invalid);
        }
    }

    private void assertNothingSecretIsLogged() {
        String said = log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList()
                .toString();
        assertThat(said)
                .doesNotContain(MARK)
                .doesNotContain("the-admin-key")
                .doesNotContain(worker.get("X-Worker-Token"))
                .doesNotContain("stacyvm-worker-v1.");
    }
}
