package dev.stacyvm.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.FakeEngine;
import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host whose engine is a socket of the test's, looked at as a worker looks, certified by the test itself. */
@Timeout(30)
class HostCertificationTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofHours(6);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime();
    private final Deque<Promise<Optional<List<String>>>> asked = new ArrayDeque<>();
    private final List<HostGlance> glances = new ArrayList<>();
    private int certifications;

    @AfterEach
    void close() {
        Await.value(vertx.close());
    }

    @Test
    void dockerLeavesWithTheEngineAndReturnsAfterIt() throws Exception {
        Path socket = folder.resolve("engine.sock");
        FakeEngine engine = engine(socket, "27.0");
        HostCertification host = host(socket);
        host.start();
        answer(List.of("docker", "proot"));
        waitForGlances(1);
        assertThat(host.standing()).containsExactly("docker", "proot");

        engine.close();
        Files.deleteIfExists(socket);
        oneHeartbeat();

        assertThat(host.standing()).as("within one heartbeat").containsExactly("proot");
        assertThat(certifications).as("and it is certified again").isEqualTo(2);
        answer(List.of("proot"));
        engine(socket, "27.0");
        oneHeartbeat();
        assertThat(certifications).isEqualTo(3);
        answer(List.of("docker", "proot"));
        assertThat(host.standing()).containsExactly("docker", "proot");
    }

    @Test
    void anotherEngineIsCertifiedAgain() throws Exception {
        Path socket = folder.resolve("engine.sock");
        FakeEngine engine = engine(socket, "27.0");
        HostCertification host = host(socket);
        host.start();
        answer(List.of("docker"));
        waitForGlances(1);

        oneHeartbeat();
        assertThat(certifications).as("nothing has changed").isEqualTo(1);
        engine.close();
        Files.delete(socket);
        engine(socket, "28.0");
        oneHeartbeat();

        assertThat(certifications).isEqualTo(2);
        assertThat(host.standing()).as("it stands until it is known better").containsExactly("docker");
    }

    @Test
    void anotherProgramIsCertifiedAgain() throws Exception {
        Path socket = folder.resolve("engine.sock");
        Files.writeString(folder.resolve("proot"), "one");
        HostCertification host = host(socket);
        host.start();
        answer(List.of("proot"));
        waitForGlances(1);

        Files.writeString(folder.resolve("proot"), "another");
        oneHeartbeat();

        assertThat(certifications).isEqualTo(2);
    }

    @Test
    void anotherKernelImageIsCertifiedAgainAndAFolderInUseIsNot() throws Exception {
        Path workspaces = Files.createDirectory(folder.resolve("workspaces"));
        Files.writeString(folder.resolve("vmlinux"), "one");
        HostCertification host = host(folder.resolve("engine.sock"));
        host.start();
        answer(List.of("firecracker", "proot"));
        waitForGlances(1);

        Files.createDirectory(workspaces.resolve("sandbox"));
        oneHeartbeat();
        assertThat(certifications).as("a workspace was made").isEqualTo(1);
        Files.writeString(folder.resolve("vmlinux"), "another");
        oneHeartbeat();
        assertThat(certifications).isEqualTo(2);
        Files.delete(workspaces.resolve("sandbox"));
        Files.delete(workspaces);
        oneHeartbeat();
        answer(List.of("firecracker", "proot"));

        assertThat(certifications).as("the folder is gone").isEqualTo(3);
    }

    @Test
    void driftDuringACertificationIsCertifiedAfterIt() throws Exception {
        Path socket = folder.resolve("engine.sock");
        engine(socket, "27.0");
        HostCertification host = host(socket);
        host.start();
        waitForGlances(1);
        Files.writeString(folder.resolve("runsc"), "new");
        oneHeartbeat();

        answer(List.of("docker", "gvisor"));

        assertThat(host.standing()).as("what was found is of before").isEmpty();
        assertThat(certifications).isEqualTo(2);
        answer(List.of("docker"));
        assertThat(host.standing()).containsExactly("docker");
    }

    private HostCertification host(Path socket) {
        LocalHost local =
                LocalHost.create(vertx, LocalHost.Limits.standard(), Map.of("DOCKER_HOST", "unix://" + socket));
        HostWatch watch = new HostWatch(
                vertx,
                local,
                Map.of(
                        "PATH", folder.toString(),
                        "STACYVM_FIRECRACKER_KERNEL", folder.resolve("vmlinux").toString(),
                        "STACYVM_PROOT_WORKSPACE_BASE",
                                folder.resolve("workspaces").toString()));
        HostCertification.Tools tools =
                new HostCertification.Tools(time, this::certify, () -> noted(watch.glance()), Future::succeededFuture);
        return new HostCertification(tools, INTERVAL, HEARTBEAT);
    }

    private Future<Optional<List<String>>> certify() {
        certifications++;
        Promise<Optional<List<String>>> promise = Promise.promise();
        asked.add(promise);
        return promise.future();
    }

    /** Completes on the test's own thread, where the time is moved too. */
    private Future<HostGlance> noted(Future<HostGlance> glance) {
        HostGlance seen = Await.value(glance);
        glances.add(seen);
        return Future.succeededFuture(seen);
    }

    private void waitForGlances(int count) {
        assertThat(glances).hasSizeGreaterThanOrEqualTo(count);
    }

    private void oneHeartbeat() {
        time.advance(HEARTBEAT);
    }

    /** The oldest certification that is under way ends with these runtimes standing. */
    private void answer(List<String> runtimes) {
        asked.remove().complete(Optional.of(runtimes));
    }

    private static FakeEngine engine(Path socket, String version) throws IOException {
        return FakeEngine.listen(
                socket,
                path -> path.equals("/_ping")
                        ? http("text/plain", "OK")
                        : http(
                                "application/json",
                                path.equals("/version")
                                        ? "{\"Version\":\"" + version
                                                + "\",\"KernelVersion\":\"6.1\",\"Arch\":\"amd64\"}"
                                        : "{\"Name\":\"here\",\"KernelVersion\":\"6.1\",\"Architecture\":\"x86_64\","
                                                + "\"Runtimes\":{\"runc\":{\"path\":\"runc\"}},\"SecurityOptions\":[]}"));
    }

    private static byte[] http(String type, String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }
}
