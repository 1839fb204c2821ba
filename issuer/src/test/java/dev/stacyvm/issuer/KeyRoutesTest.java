package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.time.Await;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRoutesTest {
    private static final String KEYS = "/api/v1/admin/keys";
    private static final String ROTATE = KEYS + "/rotate";
    private static final Duration CACHE = Duration.ofSeconds(60);

    @TempDir
    private Path store;

    private final SigningKey first = SigningKey.generate();
    private IssuerRig rig;

    @BeforeEach
    void start() {
        rig = IssuerRig.minting(store, new KeyPolicy(first, CACHE));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void beginsWithTheKeyOfTheFile() throws Exception {
        assertThat(states()).containsExactly(first.id() + " active");
        assertThat(jwks()).containsExactly(first.id());
        assertThat(heartbeat(mint())).isEqualTo(200);
    }

    @Test
    void rotatesOnlyAfterTheCachesHaveTheKeyAndRefusesNobody() throws Exception {
        String before = mint();
        JsonNode asked = post(ROTATE, "{}", 202);
        String next = asked.path("key_id").asText();
        assertThat(asked.path("waiting_for").path("seconds").asInt()).isEqualTo(120);
        assertThat(jwks()).containsExactly(first.id(), next);
        assertThat(post(ROTATE, "{\"key_id\":\"" + next + "\"}", 202)
                        .path("status")
                        .asText())
                .isEqualTo("waiting");
        assertThat(keyOf(mint())).isEqualTo(first.id());

        rig.time.advance(CACHE.multipliedBy(2));
        Await.until(() -> states().contains(next + " active"));

        assertThat(post(ROTATE, "{\"key_id\":\"" + next + "\"}", 200)
                        .path("status")
                        .asText())
                .isEqualTo("done");
        assertThat(keyOf(mint())).isEqualTo(next);
        assertThat(heartbeat(before)).isEqualTo(200);
        assertThat(heartbeat(mint())).isEqualTo(200);
    }

    @Test
    void waitsForAFollowerThatDoesNotHoldTheKeyYet() throws Exception {
        JsonNode poll = Json.readObject(
                ask(HttpMethod.GET, "/api/v1/trust?follower=rpc", "").body().getBytes());
        String next = post(ROTATE, "{}", 202).path("key_id").asText();
        rig.time.advance(CACHE.multipliedBy(3));

        JsonNode waiting = post(ROTATE, "{\"key_id\":\"" + next + "\"}", 202).path("waiting_for");
        assertThat(waiting.toString()).isEqualTo("{\"seconds\":0,\"followers\":[\"rpc\"]}");
        ask(
                HttpMethod.GET,
                "/api/v1/trust?follower=rpc&epoch=" + (poll.path("epoch").asLong() + 1),
                "");

        Await.until(() -> states().contains(next + " active"));
    }

    @Test
    void waitsAfterARestartForAFollowerThatWasKnownBefore() throws Exception {
        ask(HttpMethod.GET, "/api/v1/trust?follower=rpc", "");
        String next = post(KEYS, "", 201).path("key_id").asText();
        rig.restart();
        rig.time.advance(CACHE.multipliedBy(3));

        assertThat(post(ROTATE, "{\"key_id\":\"" + next + "\"}", 202)
                        .path("waiting_for")
                        .toString())
                .isEqualTo("{\"seconds\":0,\"followers\":[\"rpc\"]}");

        rig.time.advance(Duration.ofMinutes(16));
        assertThat(post(ROTATE, "{\"key_id\":\"" + next + "\"}", 200)
                        .path("status")
                        .asText())
                .isEqualTo("done");
    }

    @Test
    void keepsItsKeysThroughARestartAtEveryStep() throws Exception {
        String old = mint();
        rig.restart();
        String next = post(KEYS, "", 201).path("key_id").asText();
        rig.restart();
        assertThat(states()).containsExactly(first.id() + " active", next + " prepared");
        post(ROTATE, "{\"emergency\":true}", 200);
        rig.restart();

        assertThat(states()).containsExactly(first.id() + " retired", next + " active");
        assertThat(heartbeat(old)).isEqualTo(200);
        assertThat(keyOf(mint())).isEqualTo(next);
        assertThat(heartbeat(mint())).isEqualTo(200);
    }

    @Test
    void removesARetiredKeyWhenItsLastTokenIsDead() throws Exception {
        String next = post(ROTATE, "{\"emergency\":true}", 200).path("key_id").asText();
        rig.time.advance(Duration.ofMinutes(15));
        Await.value(rig.service().sweep());
        assertThat(jwks()).containsExactly(first.id(), next);

        rig.time.advance(Duration.ofSeconds(31));
        Await.value(rig.service().sweep());

        assertThat(jwks()).containsExactly(next);
        assertThat(states()).contains(first.id() + " removed");
    }

    @Test
    void replacesTheActiveKeyAtOnceWhenItIsRevoked() throws Exception {
        String token = mint();

        post("/api/v1/admin/revocations", "{\"key_id\":\"" + first.id() + "\"}", 201);

        assertThat(heartbeat(token)).isEqualTo(401);
        assertThat(jwks()).hasSize(1).doesNotContain(first.id());
        assertThat(heartbeat(mint())).isEqualTo(200);
        rig.restart();
        assertThat(heartbeat(token)).isEqualTo(401);
        assertThat(heartbeat(mint())).isEqualTo(200);
        post("/api/v1/admin/revocations", "{\"key_id\":\"" + first.id() + "\"}", 404);
    }

    @Test
    void keepsPrivateHalvesOfWhatSignsAloneAndOnlyForItself() throws Exception {
        post(ROTATE, "{\"emergency\":true}", 200);
        post(ROTATE, "{\"emergency\":true}", 200);
        String active = keyOf(mint());

        Await.until(() -> privateFiles().equals(List.of("signing-key-" + active + ".pem")));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(store.resolve("signing-key-" + active + ".pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhichPrivateHalfIsMissing() throws Exception {
        String active = post(ROTATE, "{\"emergency\":true}", 200).path("key_id").asText();
        rig.halt();
        Path file = store.resolve("signing-key-" + active + ".pem");
        byte[] kept = Files.readAllBytes(file);
        Files.delete(file);

        assertThat(Await.failure(rig.start(0)))
                .hasMessage(file + " is missing, and the store says that its key signs; restore it with the store");

        Files.write(file, kept);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        rig.resume(0);
    }

    @Test
    void listsWhoHoldsTokensOfWhichKeyAndWritesTheAudit() throws Exception {
        mint();
        post(ROTATE, "{\"emergency\":true}", 200);

        assertThat(rig.get(KEYS, IssuerRig.ADMIN)).contains("\"state\":\"retired\"", "\"holders\":[\"worker-a\"]");
        assertThat(rig.get("/api/v1/admin/audit", IssuerRig.ADMIN))
                .contains("\"action\":\"rotate key at once\",\"outcome\":\"done\"");
    }

    @Test
    void tellsHowLongTheKeysMayBeCached() throws Exception {
        for (String path : List.of("/.well-known/jwks.json", "/.well-known/openid-configuration")) {
            URI uri = URI.create("http://" + rig.service().address() + path);
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=60");
        }
    }

    @Test
    void isForAdminsAloneAndTellsWhatIsWrong() {
        assertThat(rig.get(KEYS, IssuerRig.READER)).startsWith("403");
        assertThat(rig.post(ROTATE, IssuerRig.NOBODY, "{}")).startsWith("401");
        assertThat(rig.post(ROTATE, IssuerRig.ADMIN, "{\"key_id\":\"x\"}")).startsWith("409");
        assertThat(rig.post(ROTATE, IssuerRig.ADMIN, "{\"emergency\":\"yes\"}")).startsWith("400");
    }

    private List<String> privateFiles() {
        try (Stream<Path> files = Files.list(store)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("signing-key-"))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private List<String> states() {
        try {
            JsonNode keys = body(ask(HttpMethod.GET, KEYS, "")).path("keys");
            return list(
                    keys,
                    key -> key.path("key_id").asText() + " " + key.path("state").asText());
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private List<String> jwks() throws Exception {
        return list(
                body(ask(HttpMethod.GET, "/.well-known/jwks.json", "")).path("keys"),
                key -> key.path("kid").asText());
    }

    private static List<String> list(JsonNode array, Function<JsonNode, String> shown) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(array::get)
                .map(shown)
                .toList();
    }

    private String mint() throws Exception {
        return post("/api/v1/admin/worker-tokens", "{\"worker_id\":\"worker-a\"}", 200)
                .path("token")
                .asText();
    }

    private int heartbeat(String token) {
        Map<String, String> headers = Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", token);
        return Await.value(rig.ask(HttpMethod.POST, "/api/v1/worker/worker-a/heartbeat", headers, "{}"))
                .status();
    }

    private static String keyOf(String token) throws Exception {
        String header = new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
        return Json.readObject(header.getBytes(StandardCharsets.UTF_8))
                .path("kid")
                .asText();
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        ApiAnswer answer = ask(HttpMethod.POST, path, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        return body(answer);
    }

    private static JsonNode body(ApiAnswer answer) throws Exception {
        return Json.readObject(answer.body().getBytes());
    }

    private ApiAnswer ask(HttpMethod method, String path, String body) {
        Future<ApiAnswer> answer = rig.ask(method, path, IssuerRig.ADMIN, body);
        return Await.value(answer);
    }
}
