package dev.stacyvm.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Reply;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.wire.ErrorCode;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SidecarTest {
    @TempDir
    private Path folder;

    private SidecarRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new SidecarRig(folder);
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void writesAWholeTokenReadableByItsOwnerAlone() throws Exception {
        assertThat(rig.once(rig.plan(Optional.empty()))).isEmpty();

        String content = Files.readString(rig.tokenFile);
        assertThat(content).startsWith("stacyvm-worker-v1.").endsWith("\n");
        assertThat(content.lines()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.tokenFile)))
                .isEqualTo("rw-------");
        assertThat(rig.keys).containsExactly("key-1");
        assertThat(rig.bodies)
                .containsExactly("{\"worker_id\":\"worker-a\",\"ttl\":\"5m0s\",\"audience\":\"worker:control-plane\"}");
    }

    @Test
    void readsTheAdminKeyForEveryRequest() throws Exception {
        Sidecar sidecar = rig.sidecar(rig.plan(Optional.empty(), Duration.ofSeconds(1)));
        rig.issuer = exchange ->
                Future.succeededFuture(SidecarRig.reply(SidecarRig.token("worker-a", Audience.CONTROL_PLANE, 0, 1)));
        rig.onLoop(sidecar::start);
        SidecarRig.eventually(() -> rig.keys.contains("key-1"));

        Files.writeString(rig.keyFile, "key-2\n");

        SidecarRig.eventually(() -> rig.keys.contains("key-2"));
        rig.onLoop(sidecar::stop);
    }

    @Test
    void renewsByItselfWithoutAGapForTheReader() throws Exception {
        rig.issuer = exchange ->
                Future.succeededFuture(SidecarRig.reply(SidecarRig.token("worker-a", Audience.CONTROL_PLANE, 0, 2)));
        Sidecar sidecar = rig.sidecar(rig.plan(Optional.empty(), Duration.ofSeconds(1)));
        rig.onLoop(sidecar::start);
        SidecarRig.eventually(() -> Files.exists(rig.tokenFile));

        while (rig.keys.size() < 4) {
            String content = Files.readString(rig.tokenFile);
            assertThat(UnverifiedToken.inspect(content).filter(UnverifiedToken::isWhole))
                    .as("a whole token at every look")
                    .isPresent();
        }
        rig.onLoop(sidecar::stop);
        int requests = rig.keys.size();
        assertThat(requests).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aGoodFileIsLeftAsItIs() throws Exception {
        Secret good = SidecarRig.token("worker-a", Audience.CONTROL_PLANE, -10, 290);
        Files.writeString(rig.tokenFile, good.revealText() + "\n");

        assertThat(rig.once(rig.plan(Optional.empty()))).isEmpty();

        assertThat(rig.keys).isEmpty();
        assertThat(Files.readString(rig.tokenFile)).isEqualTo(good.revealText() + "\n");
    }

    @Test
    void theCommandAfterARotationKnowsTheFileAndNoSecretOfOurs() throws Exception {
        Path out = folder.resolve("out");

        assertThat(rig.once(rig.plan(Optional.of("env | grep ^STACYVM_ > " + out))))
                .isEmpty();

        assertThat(Files.readAllLines(out))
                .containsExactlyInAnyOrder("STACYVM_TOKEN_FILE=" + rig.tokenFile, "STACYVM_WORKER_ID=worker-a");
    }

    @Test
    void aCommandThatHangsIsKilled() throws Exception {
        Path out = folder.resolve("out");
        var threads = rig.vertx.createSharedWorkerExecutor("stacyvm-test-commands", 1);
        RotationCommand command =
                new RotationCommand("echo $$ > " + out + "; sleep 300", Duration.ofMillis(300), threads);

        SidecarRig.await(command.run(rig.plan(Optional.empty()).files().get(0)));

        long pid = Long.parseLong(Files.readString(out).strip());
        SidecarRig.eventually(() -> ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .flatMap(ProcessHandle.Info::command)
                .isEmpty());
    }

    @Test
    void healthTellsTheTruth() throws Exception {
        rig.issuer = exchange -> Future.succeededFuture(Reply.error(ErrorCode.UNAVAILABLE, "away"));
        Sidecar sidecar = rig.sidecar(rig.listening());
        rig.onLoop(sidecar::start);
        assertThat(rig.get(sidecar, "/live").status()).isEqualTo(200);
        assertThat(rig.get(sidecar, "/ready").status()).isEqualTo(503);
        assertThat(rig.metric(sidecar, "stacyvm_sidecar_token_expires_in_seconds"))
                .isZero();

        rig.issuer = exchange -> Future.succeededFuture(SidecarRig.fresh());

        // The file shows before it is known to be safe on the disk.
        SidecarRig.eventually(() -> rig.isReady(sidecar));
        assertThat(rig.tokenFile).exists();
        assertThat(rig.metric(sidecar, "stacyvm_sidecar_token_expires_in_seconds"))
                .isBetween(290.0, 300.0);
        assertThat(rig.metric(sidecar, "stacyvm_sidecar_renewals_total")).isEqualTo(1.0);
        assertThat(rig.metric(sidecar, "stacyvm_sidecar_renewal_failures_total"))
                .isPositive();
        rig.onLoop(sidecar::stop);
    }

    @Test
    void healthTellsNoSecret() throws Exception {
        Sidecar sidecar = rig.sidecar(rig.listening());
        rig.onLoop(sidecar::start);
        SidecarRig.eventually(() -> Files.exists(rig.tokenFile));

        for (String path : List.of("/live", "/ready", "/metrics")) {
            assertThat(rig.get(sidecar, path).body().toString())
                    .doesNotContain("stacyvm-worker-v1.")
                    .doesNotContain("key-1");
        }
        rig.onLoop(sidecar::stop);
    }

    @Test
    void aTakenPortIsAnErrorAtStart() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SidecarPlan taken = new SidecarPlan(
                    rig.url(),
                    new SidecarCredential.AdminKey(rig.keyFile),
                    rig.plan(Optional.empty()).files(),
                    Optional.empty(),
                    Optional.of(new ListenAddress("127.0.0.1", other.getLocalPort())),
                    ClientTls.usual());

            assertThatThrownBy(() -> rig.onLoop(rig.sidecar(taken)::start))
                    .hasMessageContaining("taken by another program");
        }
        assertThat(rig.keys).isEmpty();
    }

    @Test
    void aPlanNamesEachFileOnce() {
        TokenFile file = TokenFile.forControlPlane(rig.tokenFile, "worker-a", Duration.ofMinutes(5));

        assertThatThrownBy(() -> new SidecarPlan(
                        rig.url(),
                        new SidecarCredential.AdminKey(rig.keyFile),
                        List.of(file, file),
                        Optional.empty(),
                        Optional.empty(),
                        ClientTls.usual()))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> TokenFile.forControlPlane(rig.tokenFile, "worker-a", Duration.ofMinutes(16)))
                .hasMessageContaining("16m0s");
    }
}
