package dev.stacyvm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.http.PemPair;
import dev.stacyvm.http.ServerTls;
import dev.stacyvm.http.TestCertificate;
import dev.stacyvm.http.Unreachable;
import dev.stacyvm.issuer.KeyPolicy;
import dev.stacyvm.time.Await;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.wire.JoinTokenRequest;
import dev.stacyvm.wire.Json;
import dev.stacyvm.worker.WorkerProfile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is called over mutual TLS with tokens of its issuer, known by the trust feed alone. */
@Timeout(60)
class CalledWorkerTest {
    private static final TestCertificate AUTHORITY = TestCertificate.authority("fleet");
    private static final Secret ADMIN = Secret.of("the-admin-key");

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private BaseUrl issuerUrl;
    private ClientTls tls;
    private Role issuer;
    private Role worker;

    @BeforeEach
    void start() throws IOException {
        Path ca = AUTHORITY.write(folder, "ca").certificate();
        PemPair caller = AUTHORITY.issue("caller").write(folder, "caller");
        tls = new ClientTls(Optional.of(ca), Optional.of(caller));
        int port = FreePort.pick();
        issuerUrl = BaseUrl.parse("https://127.0.0.1:" + port);
        issuer = Await.value(IssuerRole.start(vertx, issuer(port)));
        enrol();
        worker = Await.value(WorkerRole.start(vertx, worker(FreePort.pick(), ca)));
    }

    @AfterEach
    void stop() {
        Await.value(worker.stop());
        Await.value(issuer.stop());
        Await.value(vertx.close());
    }

    @Test
    void isCalledByWhomTheIssuerGaveATokenUntilThatIsRevoked() throws Exception {
        ApiClient client = ApiClient.create(vertx, tls);
        String token = Json.readObject(admin(
                                client,
                                "/api/v1/admin/worker-tokens",
                                Map.of("worker_id", "worker-a", "audience", "worker:rpc"))
                        .body()
                        .getBytes())
                .path("token")
                .asText();
        BaseUrl rpc = BaseUrl.parse(advertised(client));

        Await.until(() -> call(client, rpc, token) == 200);
        assertThat(call(client, rpc, token + "x")).isEqualTo(401);

        String id =
                UnverifiedToken.inspect(token).orElseThrow().claims().tokenId().orElseThrow();
        admin(client, "/api/v1/admin/revocations", Map.of("token_id", id));
        Await.until(() -> call(client, rpc, token) == 401);
    }

    @Test
    void answersNobodyWithoutACertificateOfTheFleet() throws Exception {
        BaseUrl rpc = BaseUrl.parse(advertised(ApiClient.create(vertx, tls)));
        ApiClient stranger = ApiClient.create(vertx, ClientTls.trusting(tls.ca()));

        assertThat(Await.failure(stranger.send(ApiRequest.get(rpc.at("/health"), Map.of()))))
                .isInstanceOf(Unreachable.class);
    }

    private static int call(ApiClient client, BaseUrl rpc, String token) {
        Map<String, Object> body =
                Map.of("id", "status-1", "method", "worker.status", "worker_id", "worker-a", "params", Map.of());
        Map<String, String> headers = Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", token);
        return Await.value(client.send(ApiRequest.post(rpc.at("/rpc"), headers, body)))
                .status();
    }

    /** What the control plane was told. */
    private String advertised(ApiClient client) throws Exception {
        Map<String, String> headers = Map.of("X-Admin-API-Key", ADMIN.revealText());
        ApiRequest request = ApiRequest.get(issuerUrl.at("/api/v1/workers/worker-a"), headers);
        Await.until(() -> Await.value(client.send(request)).status() == 200);
        JsonNode seen = Json.readObject(Await.value(client.send(request)).body().getBytes());
        return seen.path("capacity").path("rpc_url").asText();
    }

    private ApiAnswer admin(ApiClient client, String path, Object body) {
        Map<String, String> headers = Map.of("X-Admin-API-Key", ADMIN.revealText());
        ApiAnswer answer = Await.value(client.send(ApiRequest.post(issuerUrl.at(path), headers, body)));
        assertThat(answer.succeeded()).as(answer.problem()).isTrue();
        return answer;
    }

    private IssuerRoleSettings issuer(int port) {
        ServerTls serves = new ServerTls.On(AUTHORITY.issue("issuer").write(folder, "issuer"), Optional.empty());
        return new IssuerRoleSettings(
                new Listener(new ListenAddress("127.0.0.1", port), serves),
                folder.resolve("store"),
                ADMIN,
                Optional.empty(),
                TokenKeys.of(Secret.of("worker-signing-key-with-at-least-32-bytes"))
                        .signingWith(folder.resolve("token.key"), KeyPolicy.JWKS_CACHE_MAX),
                "1",
                Optional.empty(),
                true);
    }

    private void enrol() throws IOException {
        JoinTokens.write(
                folder.resolve("join"),
                Await.value(JoinTokens.make(
                                vertx,
                                new IssuerAccess(issuerUrl, tls, ADMIN),
                                new JoinTokenRequest("worker-a", null, null, null, null)))
                        .joinToken());
        Await.value(SidecarRole.once(
                vertx,
                new SidecarRoleSettings(
                        issuerUrl,
                        new SidecarLogin.Enrolled(folder.resolve("worker.key"), Optional.of(folder.resolve("join"))),
                        "worker-a",
                        Duration.ofMinutes(5),
                        List.of(new SidecarOutput(
                                Audiences.of(Audience.CONTROL_PLANE), Optional.empty(), folder.resolve("token"))),
                        FileMode.OWNER_ONLY,
                        Optional.empty(),
                        Optional.empty(),
                        tls)));
    }

    private WorkerRoleSettings worker(int port, Path ca) {
        ServerTls serves = new ServerTls.On(AUTHORITY.issue("worker").write(folder, "worker"), Optional.of(ca));
        RpcRoleSettings rpc = new RpcRoleSettings(
                new Listener(new ListenAddress("127.0.0.1", port), serves),
                Optional.empty(),
                "localhost",
                Optional.empty(),
                true,
                List.of(),
                Optional.empty(),
                Set.of());
        return new WorkerRoleSettings(
                new WorkerProfile("worker-a", "h", 0, 0, "", Optional.empty()),
                issuerUrl,
                new Credential.TokenFile(folder.resolve("token")),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                List.of("docker"),
                List.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tls,
                Optional.of(rpc));
    }
}
