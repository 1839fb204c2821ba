package dev.stacyvm.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.http.ServerTls;
import dev.stacyvm.http.TestCertificate;
import dev.stacyvm.issuer.KeyPolicy;
import dev.stacyvm.time.Await;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.wire.JoinTokenReply;
import dev.stacyvm.wire.JoinTokenRequest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer and its clients that speak TLS alone. */
class EncryptedRolesTest {
    private static final TestCertificate AUTHORITY = TestCertificate.authority("fleet");

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private BaseUrl url;
    private Role issuer;
    private IssuerAccess access;

    @BeforeEach
    void serve() throws IOException {
        int port = FreePort.pick();
        url = BaseUrl.parse("https://127.0.0.1:" + port);
        Path ca = AUTHORITY.write(folder, "ca").certificate();
        ServerTls tls = new ServerTls.On(AUTHORITY.issue("issuer").write(folder, "issuer"), Optional.empty());
        IssuerRoleSettings settings = new IssuerRoleSettings(
                new Listener(new ListenAddress("127.0.0.1", port), tls),
                folder.resolve("store"),
                Secret.of("the-admin-key"),
                Optional.empty(),
                TokenKeys.of(Secret.of("worker-signing-key-with-at-least-32-bytes"))
                        .signingWith(folder.resolve("token.key"), KeyPolicy.JWKS_CACHE_MAX),
                "1",
                Optional.empty(),
                true);
        issuer = Await.value(IssuerRole.start(vertx, settings));
        access = new IssuerAccess(url, ClientTls.trusting(Optional.of(ca)), Secret.of("the-admin-key"));
    }

    @AfterEach
    void stop() {
        Await.value(issuer.stop());
        Await.value(vertx.close());
    }

    @Test
    void aSidecarEnrolsAndWritesATokenOverTls() throws IOException {
        JoinTokens.write(folder.resolve("join"), invite().joinToken());

        Await.value(SidecarRole.once(vertx, sidecar(access.tls())));

        assertThat(folder.resolve("token")).content().startsWith("eyJ");
    }

    @Test
    void aSidecarThatDoesNotKnowTheAuthoritySendsNothing() throws IOException {
        JoinTokens.write(folder.resolve("join"), invite().joinToken());

        assertThat(Await.failure(SidecarRole.once(vertx, sidecar(ClientTls.usual()))))
                .hasMessageContaining("cannot be spoken to over TLS");
        assertThat(folder.resolve("token")).doesNotExist();
        Await.value(SidecarRole.once(vertx, sidecar(access.tls())));
    }

    @Test
    void theIssuerCallsItselfByItsHttpsUrl() {
        ApiClient client = ApiClient.create(vertx, access.tls());

        assertThat(Await.value(client.send(ApiRequest.get(url.at("/.well-known/openid-configuration"), Map.of())))
                        .body()
                        .toString())
                .contains("\"issuer\":\"" + url + "\"");
    }

    private JoinTokenReply invite() {
        return Await.value(JoinTokens.make(vertx, access, new JoinTokenRequest("worker-a", null, null, null, null)));
    }

    private SidecarRoleSettings sidecar(ClientTls tls) {
        return new SidecarRoleSettings(
                url,
                new SidecarLogin.Enrolled(folder.resolve("worker.key"), Optional.of(folder.resolve("join"))),
                "worker-a",
                Duration.ofMinutes(5),
                List.of(new SidecarOutput(
                        Audiences.of(Audience.CONTROL_PLANE), Optional.empty(), folder.resolve("token"))),
                FileMode.OWNER_ONLY,
                Optional.empty(),
                Optional.empty(),
                tls);
    }
}
