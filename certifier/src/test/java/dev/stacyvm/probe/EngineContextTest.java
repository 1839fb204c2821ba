package dev.stacyvm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.PemPair;
import dev.stacyvm.http.TestCertificate;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.EngineReading.Unusable;
import dev.stacyvm.time.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineContextTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void home() {
        environment.put("HOME", folder.toString());
    }

    @AfterEach
    void close() {
        Await.value(vertx.close());
    }

    @Test
    void goesByTheHostThenTheNamedContextThenTheConfiguredOne() throws Exception {
        context("remote", "tcp://build-7:2375");
        context("other", "unix:///run/other.sock");
        Files.writeString(folder.resolve(".docker/config.json"), "{\"auths\":{},\"currentContext\":\"other\"}");

        assertThat(EngineAddress.of(environment).shown()).isEqualTo("unix:///run/other.sock");
        environment.put("DOCKER_CONTEXT", "remote");
        assertThat(EngineAddress.of(environment).shown()).isEqualTo("tcp://build-7:2375");
        environment.put("DOCKER_HOST", "unix:///run/mine.sock");
        assertThat(EngineAddress.of(environment).shown()).isEqualTo("unix:///run/mine.sock");
    }

    @Test
    void theDefaultContextAndNoneMeanTheUsualSocket() {
        assertThat(EngineAddress.of(Map.of()).shown()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(EngineAddress.of(environment).shown()).isEqualTo("unix:///var/run/docker.sock");
        environment.put("DOCKER_CONTEXT", "default");
        assertThat(EngineAddress.of(environment).shown()).isEqualTo("unix:///var/run/docker.sock");
    }

    @Test
    void aContextThatIsNotThereOrOfAnotherKindIsTold() throws Exception {
        environment.put("DOCKER_CONTEXT", "gone");
        Unusable gone = (Unusable) ask();
        context("far", "ssh://user@far");
        environment.put("DOCKER_CONTEXT", "far");
        Unusable far = (Unusable) ask();

        assertThat(gone.endpoint() + " " + gone.reason()).contains("the Docker context gone has no address in");
        assertThat(far.endpoint() + " " + far.reason()).contains("ssh://user@far is not a unix:// or tcp:// address");
    }

    @Test
    void aPasswordInAnAddressIsNotShown() throws Exception {
        environment.put("DOCKER_HOST", "tcp://user:hunter2@far:2375");

        assertThat(((Unusable) ask()).endpoint()).isEqualTo("tcp://user@far:2375");
    }

    @Test
    void brokenFilesOfDockerAreNoneAtAll() throws Exception {
        Files.createDirectories(folder.resolve(".docker"));
        Files.writeString(folder.resolve(".docker/config.json"), "{\"currentContext\":");

        assertThat(EngineAddress.of(environment).shown()).isEqualTo("unix:///var/run/docker.sock");
    }

    @Test
    void asksAnEngineOverTlsAndNoneThatAnotherAuthorityVouchesFor() throws Exception {
        TestCertificate authority = TestCertificate.authority("an authority");
        HttpServer server = engine(authority);
        String address = "tcp://127.0.0.1:" + server.actualPort();
        context("tls", address);
        Path files = folder.resolve(".docker/contexts/tls/" + Digest.ofText("tls") + "/docker");
        clientFiles(Files.createDirectories(files), authority, authority);
        environment.put("DOCKER_CONTEXT", "tls");
        assertThat(ask()).isInstanceOf(Engine.class);

        Path own = Files.createDirectories(folder.resolve("own"));
        clientFiles(own, authority, authority);
        environment.put("DOCKER_HOST", address);
        environment.put("DOCKER_CERT_PATH", own.toString());
        assertThat(ask()).isInstanceOf(Engine.class);

        clientFiles(own, TestCertificate.authority("another"), authority);
        assertThat(((Unusable) ask()).reason()).contains("TLS");
        environment.remove("DOCKER_CERT_PATH");
        assertThat(ask()).isInstanceOf(Unusable.class);
        Await.value(server.close());
    }

    @Test
    void filesForTlsThatAreMissingAreTold() {
        environment.put("DOCKER_HOST", "tcp://127.0.0.1:1");
        environment.put("DOCKER_TLS_VERIFY", "1");

        assertThat(EngineAddress.of(environment).tls()).contains(new EngineTls(folder.resolve(".docker")));
        assertThat(ask()).isInstanceOf(Unusable.class);
        assertThat(EngineAddress.of(Map.of("DOCKER_HOST", "tcp://h", "DOCKER_CERT_PATH", "/c"))
                        .socket()
                        .orElseThrow()
                        .port())
                .isEqualTo(2376);
    }

    private EngineReading ask() {
        return Await.value(new DockerEngine(vertx, EngineAddress.of(environment), Duration.ofSeconds(5)).read());
    }

    private HttpServer engine(TestCertificate authority) {
        PemPair pair = authority.issue("engine").write(folder, "engine");
        PemPair trusted = authority.write(folder, "authority");
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(pair.certificate().toString())
                        .setKeyPath(pair.key().toString()))
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(trusted.certificate().toString()));
        return Await.value(vertx.createHttpServer(options)
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(request.path().equals("/_ping") ? "OK" : "{\"Name\":\"build-7\"}"))
                .listen(0, "127.0.0.1"));
    }

    private static void clientFiles(Path to, TestCertificate trusted, TestCertificate signer) throws IOException {
        PemPair authority = trusted.write(to, "authority");
        Files.deleteIfExists(to.resolve("ca.pem"));
        Files.copy(authority.certificate(), to.resolve("ca.pem"));
        PemPair own = signer.issue("client").write(to, "client");
        Files.deleteIfExists(to.resolve("cert.pem"));
        Files.deleteIfExists(to.resolve("key.pem"));
        Files.copy(own.certificate(), to.resolve("cert.pem"));
        Files.copy(own.key(), to.resolve("key.pem"));
    }

    private void context(String name, String host) throws IOException {
        Path meta = folder.resolve(".docker/contexts/meta/" + Digest.ofText(name));
        Files.createDirectories(meta);
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\"" + name + "\",\"Endpoints\":{\"docker\":{\"Host\":\"" + host + "\"}}}");
    }
}
