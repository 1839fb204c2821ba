package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.WorkerV1Verifier;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.TokenReply;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.client.PlaneServer;
import dev.stacyvm.worker.client.PlaneServer.Seen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One heartbeat of each kind of worker, as a control plane sees it. */
@Timeout(60)
class WorkerCommandTest {
    private static final String KEY = "a-signing-key-of-at-least-thirty-two-bytes";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private PlaneServer plane;

    @BeforeEach
    void open() throws Exception {
        plane = new PlaneServer(vertx).answers(exchange -> {
            String operation = plane.operations().get(plane.seen.size() - 1);
            return Future.succeededFuture(
                    operation.equals("mint")
                            ? Reply.ok(new TokenReply("minted-for-this-call", null, "worker-a", ""))
                            : Reply.ok(new WorkerView("worker-a", "h", "online", null, null, null, "", "", "", false)));
        });
        file("token", "from-the-file\n");
        file("key", KEY);
        file("admin", "the-admin-key");
    }

    @AfterEach
    void close() throws Exception {
        plane.close();
        vertx.close().await();
    }

    @Test
    void theFileComesBeforeAllElse() {
        Run run = once(
                Map.of(
                        "STACYVM_AUTH_WORKER_TOKEN", "from-the-environment",
                        "STACYVM_WORKER_BOOTSTRAP_ADMIN_KEY", "the-admin-key"),
                "--worker-token-file",
                "token",
                "--worker-signing-key-file",
                "key");

        assertThat(plane.seen).extracting(Seen::token).containsExactly("from-the-file");
        assertThat(run.err())
                .contains(
                        "--worker-signing-key-file is not used, since --worker-token-file comes before it",
                        "STACYVM_WORKER_BOOTSTRAP_ADMIN_KEY is not used, since --worker-token-file comes before it");
    }

    @Test
    void anAdminKeyComesBeforeAStaticToken() throws Exception {
        once(
                Map.of("STACYVM_AUTH_WORKER_TOKEN", "static"),
                "--bootstrap-admin-key-file",
                "admin",
                "--worker-token",
                "x");

        assertThat(plane.seen).extracting(Seen::token).containsExactly("the-admin-key", "minted-for-this-call");
        JsonNode asked = Json.readObject(plane.seen.get(0).body().getBytes(StandardCharsets.UTF_8));
        assertThat(asked.path("audience").asText()).isEqualTo("worker:control-plane");
        assertThat(asked.path("ttl").asText()).isEqualTo("5m0s");
        assertThat(asked.path("worker_id").asText()).isEqualTo("worker-a");
    }

    @Test
    void anAdminKeyMayComeFromTheEnvironment() {
        once(Map.of("STACYVM_WORKER_BOOTSTRAP_ADMIN_KEY", " the-admin-key "), "--bootstrap-token-ttl", "1m");

        assertThat(plane.seen).extracting(Seen::token).containsExactly("the-admin-key", "minted-for-this-call");
        assertThat(plane.seen.get(0).body()).contains("\"1m0s\"");
    }

    @Test
    void aStaticTokenComesBeforeMintingOnesOwn() {
        Run run = once(
                Map.of("STACYVM_AUTH_WORKER_TOKEN", "other"),
                "--worker-token",
                "static",
                "--worker-signing-key-file",
                "key");

        assertThat(plane.seen).extracting(Seen::token).containsExactly("static");
        assertThat(run.err()).contains("--worker-token-file");
    }

    @Test
    void aStaticTokenMayComeFromTheEnvironment() {
        once(Map.of("STACYVM_AUTH_WORKER_TOKEN", "from-the-environment"));

        assertThat(plane.seen).extracting(Seen::token).containsExactly("from-the-environment");
    }

    @Test
    void mintsItsOwnWithASigningKey() {
        once(Map.of(), "--worker-signing-key-file", "key");

        Verdict verdict = WorkerV1Verifier.strict(List.of(SharedKey.of(Secret.of(KEY))), Set.of(), Time.system())
                .verify(plane.seen.get(0).token(), Audience.CONTROL_PLANE);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void withoutAnyCredentialItSaysWhereItLooked() {
        Run run = worker(Map.of());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("/run/secrets/stacyvm-worker-token").doesNotContain("\tat ");
        assertThat(plane.seen).isEmpty();
    }

    @Test
    void tellsWhereItIsCalledThoughOneHeartbeatNeverListens() throws Exception {
        file("keys.json", "not read: nobody is listening");
        once(
                Map.of(),
                "--worker-token-file",
                "token",
                "--listen",
                "0.0.0.0:7430",
                "--advertise-url",
                "https://worker-a.example.com:7430/",
                "--rpc-keys-file",
                "keys.json",
                "--preview-domain",
                "preview.example.com");

        JsonNode capacity = Json.readObject(plane.seen.get(0).body().getBytes(StandardCharsets.UTF_8))
                .path("capacity");
        assertThat(capacity.path("rpc_url").asText()).isEqualTo("https://worker-a.example.com:7430");
        assertThat(capacity.path("preview_domain").asText()).isEqualTo("preview.example.com");
    }

    @Test
    void aListenerThatCouldVerifyNobodyIsRefused() {
        Run run = worker(Map.of("STACYVM_AUTH_WORKER_TOKEN", "static"), "--listen", "127.0.0.1:0");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().strip())
                .isEqualTo(
                        "stacyvm: the worker listens on 127.0.0.1:0 but could verify no caller; name public keys with"
                                + " --rpc-keys-file, or leave out --listen");
    }

    @Test
    void callersOfAStacyvmControlPlaneAreTakenByAKeyOfTheirOwnOrTheFleets() throws Exception {
        String[] listening = {"--worker-token-file", "token", "--listen", "127.0.0.1:7430", "--compat-shared-key"};
        once(Map.of("STACYVM_AUTH_WORKER_SIGNING_KEY", KEY), listening);
        file("stacyvm.yaml", "worker:\n  listen_addr: http://127.0.0.1:7431\n  compat_shared_key_file: key\n");
        once(Map.of(), "--worker-token-file", "token");

        assertThat(plane.seen.get(0).body()).contains("\"rpc_url\":\"http://127.0.0.1:7430\"");
        assertThat(plane.seen.get(1).body()).contains("\"rpc_url\":\"http://127.0.0.1:7431\"");
        assertThat(plane.seen).extracting(Seen::token).as("it sends its own").containsOnly("from-the-file");
    }

    @Test
    void aListenerThatIsToBeEncryptedNeedsItsCertificate() throws Exception {
        file("stacyvm.yaml", "worker:\n  listen_addr: 127.0.0.1:7430\n  rpc_tls:\n    enabled: true\n");

        Run run = worker(Map.of(), "--worker-token-file", "token");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("worker.rpc_tls.server_cert_file");
    }

    @Test
    void aTokenOfAnHourIsRefused() {
        Run run = worker(Map.of(), "--bootstrap-admin-key-file", "admin", "--bootstrap-token-ttl", "1h");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--bootstrap-token-ttl is 1h0m0s; choose one from 5s to 15m0s");
    }

    @Test
    void aLifetimeOfTokensThatNobodyMintsIsToldToBeOfNoUse() {
        Run run = once(Map.of(), "--worker-token-file", "token", "--bootstrap-token-ttl", "1m");

        assertThat(run.err()).contains("--bootstrap-token-ttl is not used without an admin API key");
    }

    @Test
    void aShutdownOfNoTimeIsRefused() throws Exception {
        file("stacyvm.yaml", "worker:\n  shutdown_timeout: 0s\n");

        Run run = worker(Map.of(), "--worker-token-file", "token");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("worker.shutdown_timeout is 0s; choose one from 100ms");
    }

    private Run once(Map<String, String> environment, String... more) {
        Run run = worker(environment, more);
        assertThat(run.exit()).as(run.err()).isZero();
        return run;
    }

    private Run worker(Map<String, String> environment, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "worker",
                "--once",
                "--id",
                "worker-a",
                "--control-plane",
                plane.url().toString()));
        words.addAll(List.of(more));
        return Run.with(folder, "", environment, words.toArray(new String[0]));
    }

    private void file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
