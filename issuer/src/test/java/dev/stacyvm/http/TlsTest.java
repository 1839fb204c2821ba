package dev.stacyvm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final TestCertificate OURS = TestCertificate.authority("ours");
    private static final TestCertificate FOREIGN = TestCertificate.authority("foreign");
    private static final ListenAddress ANY = new ListenAddress("127.0.0.1", 0);

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        Await.value(vertx.close());
    }

    @Test
    void servesAClientThatTrustsTheAuthority() {
        ApiServer server = serve(OURS.issue("server"), Optional.empty());

        assertThat(get(trusting(OURS), server)).isEqualTo("nobody");
    }

    @Test
    void isNotTrustedByAClientOfAnotherAuthority() {
        ApiServer server = serve(FOREIGN.issue("server"), Optional.empty());

        assertThat(refusal(trusting(OURS), server))
                .contains("cannot be spoken to over TLS: unable to find valid certification path");
    }

    @Test
    void isNotTrustedForANameThatItsCertificateDoesNotHold() {
        ApiServer server = serve(OURS.issue("server"), Optional.empty());
        String url = "https://127.0.0.2:" + server.address().port() + "/who";

        assertThat(Await.failure(trusting(OURS).send(ApiRequest.get(url, Map.of()))))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void aClientCertificateOfTheAuthorityIsAskedForAndItsSubjectKnown() {
        ApiServer server = serve(OURS.issue("server"), Optional.of(authority(OURS)));
        ClientTls known = new ClientTls(
                Optional.of(authority(OURS)), Optional.of(OURS.issue("worker-a").write(folder, "client")));

        assertThat(get(ApiClient.create(vertx, known), server)).isEqualTo("CN=worker-a");
        assertThat(refusal(trusting(OURS), server)).isNotEmpty();
    }

    @Test
    void aClientCertificateOfAnotherAuthorityIsRefused() {
        ApiServer server = serve(OURS.issue("server"), Optional.of(authority(OURS)));
        ClientTls foreign = new ClientTls(
                Optional.of(authority(OURS)),
                Optional.of(FOREIGN.issue("worker-a").write(folder, "client")));

        assertThat(refusal(ApiClient.create(vertx, foreign), server)).isNotEmpty();
    }

    @Test
    void anotherPairInTheFilesServesNewConnectionsWithoutARestart() {
        ApiServer server = serve(FOREIGN.issue("server"), Optional.empty());
        assertThat(refusal(trusting(OURS), server)).isNotEmpty();

        OURS.issue("server").write(folder, "server");

        Await.until(() -> succeeds(trusting(OURS), server));
    }

    @Test
    void anotherAuthorityInTheFileIsTrustedByAClientThatRuns() {
        ApiServer server = serve(FOREIGN.issue("server"), Optional.empty());
        Path file = authority(OURS);
        ApiClient client = ApiClient.create(vertx, ClientTls.trusting(Optional.of(file)));
        assertThat(refusal(client, server)).isNotEmpty();

        FOREIGN.write(folder, "authority");

        Await.until(() -> succeeds(client, server));
    }

    @Test
    void aClientWithoutItsFileSaysSoAndWorksOnceItIsThere() {
        ApiServer server = serve(OURS.issue("server"), Optional.empty());
        Path file = folder.resolve("authority.crt");
        ApiClient client = ApiClient.create(vertx, ClientTls.trusting(Optional.of(file)));

        assertThat(refusal(client, server)).endsWith(file + " does not exist");
        OURS.write(folder, "authority");

        Await.until(() -> succeeds(client, server));
    }

    @Test
    void doesNotStartWithAKeyThatOthersCanRead() throws IOException {
        PemPair files = OURS.issue("server").write(folder, "server");
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(notStarted(files))
                .isEqualTo(files.key() + " can be read or written by others; run: chmod 600 " + files.key());
    }

    @Test
    void doesNotStartWithTheKeyOfAnotherCertificate() {
        PemPair one = OURS.issue("server").write(folder, "one");
        PemPair other = OURS.issue("server").write(folder, "other");

        assertThat(notStarted(new PemPair(one.certificate(), other.key())))
                .isEqualTo(other.key() + " is not the key of the certificate in " + one.certificate());
    }

    @Test
    void doesNotStartWithACertificateThatIsOutOfTime() {
        PemPair files = OURS.issue("server", Instant.now().minusSeconds(60)).write(folder, "server");

        assertThat(notStarted(files)).startsWith(files.certificate() + " is not valid now");
    }

    @Test
    void doesNotStartWithFilesThatAreNoPem() throws IOException {
        PemPair files = OURS.issue("server").write(folder, "server");
        Files.writeString(files.key(), "no key\n");
        assertThat(notStarted(files)).startsWith(files.key() + " holds no PEM private key");

        Files.writeString(files.certificate(), "");
        assertThat(notStarted(files)).isEqualTo(files.certificate() + " holds no PEM certificate");
    }

    private Path authority(TestCertificate certificate) {
        return certificate.write(folder, "authority").certificate();
    }

    private ApiClient trusting(TestCertificate authority) {
        return ApiClient.create(vertx, ClientTls.trusting(Optional.of(authority(authority))));
    }

    private ApiServer serve(TestCertificate certificate, Optional<Path> clientCa) {
        return start(certificate.write(folder, "server"), clientCa);
    }

    private ApiServer start(PemPair files, Optional<Path> clientCa) {
        return Await.value(ApiServer.start(
                vertx,
                new Listener(ANY, new ServerTls.On(files, clientCa)),
                routes -> routes.get(
                        "/who",
                        exchange -> Future.succeededFuture(
                                Reply.text("text/plain", exchange.peerSubject().orElse("nobody"))))));
    }

    private String notStarted(PemPair files) {
        Throwable failure = Await.failure(
                ApiServer.start(vertx, new Listener(ANY, new ServerTls.On(files, Optional.empty())), routes -> {}));
        return String.valueOf(failure.getMessage());
    }

    private static ApiRequest who(ApiServer server) {
        return ApiRequest.get("https://" + server.address() + "/who", Map.of());
    }

    private static String get(ApiClient client, ApiServer server) {
        return Await.value(client.send(who(server))).body().toString();
    }

    private static String refusal(ApiClient client, ApiServer server) {
        return String.valueOf(Await.failure(client.send(who(server))).getMessage());
    }

    private static boolean succeeds(ApiClient client, ApiServer server) {
        return Await.value(client.send(who(server)).map(true).otherwise(false));
    }
}
