package dev.stacyvm.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer in a process of its own, killed after {@code -Drevocation.trials=N} revocations and started again. */
class RevocationsSurviveKillIT {
    private static final int TRIALS = Integer.getInteger("revocation.trials", 100);

    private record Held(String worker, String id, String token) {}

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ApiClient client = ApiClient.create(vertx);
    private Process issuer;
    private String url;

    @AfterEach
    void stop() {
        issuer.destroyForcibly();
        Await.value(vertx.close());
    }

    @Test
    void aRevocationIsInForceWhenItIsAnsweredAndNoneComesBackAfterKillNine() throws Exception {
        serve();
        List<Held> revoked = new ArrayList<>();
        long slowestNanos = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Held held = mint("worker-" + trial);
            assertThat(heartbeat(held)).isEqualTo(200);
            String what = trial % 2 == 0 ? "token_id\":\"" + held.id() : "worker_id\":\"" + held.worker();
            assertThat(admin("revocations", "{\"" + what + "\"}").status()).isEqualTo(201);
            long answeredNanos = Time.system().nanos();
            assertThat(heartbeat(held)).isEqualTo(401);
            slowestNanos = Math.max(slowestNanos, Time.system().nanos() - answeredNanos);
            revoked.add(held);
        }
        issuer.toHandle().destroyForcibly();
        issuer.waitFor(10, TimeUnit.SECONDS);

        serve();

        assertThat(revoked).allSatisfy(held -> assertThat(heartbeat(held)).isEqualTo(401));
        assertThat(heartbeat(mint("worker-new"))).isEqualTo(200);
        System.out.println("revocation: " + TRIALS + " trials, slowest " + slowestNanos / 1_000_000
                + " ms after the answer, none back after kill -9");
    }

    private void serve() throws IOException {
        issuer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IssuerProcess.class.getName(),
                        folder.resolve("store").toString(),
                        folder.resolve("token.pem").toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(issuer.getInputStream(), UTF_8));
        String line = lines.readLine();
        while (line != null && !line.startsWith("listens ")) {
            line = lines.readLine();
        }
        assertThat(line).as("the issuer listens").isNotNull();
        url = "http://" + line.substring("listens ".length());
        Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}), "issuer-output");
        rest.setDaemon(true);
        rest.start();
    }

    private Held mint(String worker) throws Exception {
        JsonNode minted = Json.readObject(admin("worker-tokens", "{\"worker_id\":\"" + worker + "\"}")
                .body()
                .getBytes());
        return new Held(
                worker, minted.path("token_id").asText(), minted.path("token").asText());
    }

    private int heartbeat(Held held) {
        Map<String, String> headers = Map.of("X-Worker-ID", held.worker(), "X-Worker-Token", held.token());
        return post("/api/v1/worker/" + held.worker() + "/heartbeat", headers, "{}")
                .status();
    }

    private ApiAnswer admin(String last, String body) {
        return post("/api/v1/admin/" + last, IssuerRig.ADMIN, body);
    }

    private ApiAnswer post(String path, Map<String, String> headers, String body) {
        Buffer bytes = Buffer.buffer(body);
        return Await.value(
                client.send(new ApiRequest(HttpMethod.POST, url + path, headers, bytes, Duration.ofSeconds(10))));
    }
}
