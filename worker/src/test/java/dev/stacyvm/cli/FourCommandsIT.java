package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts as four commands: any one may die at once and come back, and nothing else has to be restarted. */
class FourCommandsIT {
    private static final Duration FRESH = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private Plane plane;

    @BeforeEach
    void keys() throws IOException {
        secret("admin-key", "an-admin-key-of-at-least-thirty-two-bytes");
        plane = new Plane(FreePort.pick(), folder.resolve("admin-key"));
        // What the commands do not name, they find here.
        Files.writeString(
                folder.resolve("stacyvm.yaml"),
                "issuer: {listen: \"127.0.0.1:" + plane.port() + "\", store: store}\nevents: {state_dir: state}\n");
    }

    @Test
    void heartbeatsAreFreshAgainAfterAnyOneWasKilledAndStartedAgain() throws Exception {
        Program issuer = issuer();
        Program sidecar = sidecar();
        Program worker = worker();
        Program recorder = recorder();
        try {
            worker.until("the first heartbeat", () -> plane.heardOf("worker-a", FRESH));

            issuer.kill();
            issuer = issuer();
            worker.until("a heartbeat after the issuer's return", this::freshAfterNow);

            sidecar.kill();
            sidecar = sidecar();
            worker.until("a heartbeat after the sidecar's return", this::freshAfterNow);

            worker.kill();
            worker = worker();
            worker.until("a heartbeat of the new worker", this::freshAfterNow);

            recorder.kill();
            recorder = recorder();
            Program returned = recorder;
            recorder.until("it records again", () -> returned.output().contains("recorder started"));
            worker.until("a heartbeat after the recorder's return", this::freshAfterNow);

            assertThat(worker.terminate()).isZero();
            assertThat(plane.worker("worker-a").path("status").asText()).isEqualTo("draining");
            assertThat(sidecar.terminate()).isZero();
            assertThat(recorder.terminate()).isZero();
            assertThat(issuer.terminate()).isZero();
        } finally {
            for (Program program : new Program[] {issuer, sidecar, worker, recorder}) {
                program.close();
            }
        }
    }

    private boolean freshAfterNow() {
        return plane.heardOf("worker-a", Duration.ofSeconds(1));
    }

    private Program issuer() throws IOException {
        return Program.start(folder, "issuer", "serve", "--admin-api-key-file", "admin-key");
    }

    private Program sidecar() throws IOException {
        return Program.start(
                folder,
                "sidecar",
                "--issuer",
                plane.url(),
                "--admin-api-key-file",
                "admin-key",
                "--worker-id",
                "worker-a",
                "--output",
                "token",
                "--token-ttl",
                "10s");
    }

    private Program worker() throws IOException {
        return Program.start(
                folder,
                "worker",
                "--id",
                "worker-a",
                "--control-plane",
                plane.url(),
                "--worker-token-file",
                "token",
                "--heartbeat-interval",
                "200ms",
                "--lease",
                "r1",
                "--lease-ttl",
                "3s",
                "--no-certify");
    }

    private Program recorder() throws IOException {
        return Program.start(folder, "recorder", "--artifacts", "artifacts");
    }

    private void secret(String name, String value) throws IOException {
        Path file = Files.writeString(folder.resolve(name), value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
