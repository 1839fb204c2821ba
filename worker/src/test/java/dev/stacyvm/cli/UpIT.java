package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: one command, real processes, files and HTTP. */
class UpIT {
    private static final List<String> RUNTIMES = List.of("docker", "gvisor", "kata", "firecracker", "proot");

    @TempDir
    Path folder;

    private Path data;
    private Plane plane;

    @BeforeEach
    void aFreePort() {
        data = folder.resolve("data");
        plane = new Plane(FreePort.pick(), data.resolve("secrets/admin-api-key"));
    }

    @Test
    void aWorkerHeartbeatsWithATokenThatRotatesAndTheHostIsCertifiedAndRecorded() throws Exception {
        try (Program up = up()) {
            up.until("ready", plane::isReady);
            up.until("a heartbeat", () -> plane.heardOf("worker-a", Duration.ofSeconds(3)));

            Path token = data.resolve("secrets/stacyvm-worker-token");
            Set<String> tokens = new HashSet<>();
            up.until("three tokens", () -> {
                tokens.add(read(token));
                return tokens.size() >= 3;
            });
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                    .isEqualTo("rw-------");
            up.until("artifacts of all runtimes", () -> RUNTIMES.stream().allMatch(this::isRecorded));
            Run verified = Run.of(folder, verify());
            assertThat(verified.exit()).as(verified.out()).isZero();
            assertThat(verified.out())
                    .contains("[PASS] trust.worker-a: all 5 are attested", "[PASS] sequence.worker-a");
            assertThat(plane.heardOf("worker-a", Duration.ofSeconds(3))).isTrue();
            assertThat(up.output())
                    .contains("lease held")
                    .doesNotContain("stacyvm-worker-v1.")
                    .doesNotContain("eyJ");

            assertThat(up.terminate()).isZero();
        }
    }

    @Test
    void aSecondStartKeepsKeysLeasesAndArtifacts() throws Exception {
        byte[] key;
        List<Path> artifacts;
        try (Program first = up()) {
            first.until("the lease", () -> first.output().contains("lease held"));
            first.until("artifacts", () -> RUNTIMES.stream().allMatch(this::isRecorded));
            key = Files.readAllBytes(data.resolve("secrets/admin-api-key"));
            assertThat(first.terminate()).isZero();
            artifacts = artifacts();
        }
        try (Program second = up()) {
            second.until("the lease again", () -> second.output().contains("lease held"));

            assertThat(data.resolve("secrets/admin-api-key")).hasBinaryContent(key);
            assertThat(artifacts()).containsAll(artifacts);
            assertThat(generation(second.output())).isGreaterThan(1);
        }
    }

    @Test
    void aSecondStartOnTheSameFolderSaysWhoHasIt() throws Exception {
        try (Program first = up()) {
            first.until("ready", plane::isReady);
            try (Program second = Program.start(folder, "up", "--dir", data.toString(), "--port", "0")) {
                assertThat(second.end()).isEqualTo(1);
                assertThat(second.output())
                        .contains(data + " is in use by process")
                        .hasLineCount(1);
            }
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program up =
                        Program.start(folder, "up", "--dir", data.toString(), "--port", "" + taken.getLocalPort())) {
            assertThat(up.end()).isEqualTo(1);
            assertThat(up.output())
                    .contains("stacyvm: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (Program up =
                Program.start(folder, "up", "--dir", file.resolve("data").toString(), "--port", "0")) {
            assertThat(up.end()).isEqualTo(1);
            assertThat(up.output()).contains("stacyvm: " + file).hasLineCount(1);
        }
    }

    private Program up() throws IOException {
        return Program.start(
                folder,
                "up",
                "--dir",
                data.toString(),
                "--port",
                "" + plane.port(),
                "--token-ttl",
                "5s",
                "--heartbeat-interval",
                "200ms");
    }

    private String[] verify() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("state"))) {
            Path key = files.filter(file -> file.toString().endsWith(".pub.pem"))
                    .findFirst()
                    .orElseThrow();
            return new String[] {
                "recorder",
                "verify",
                "--artifacts",
                data.resolve("artifacts").toString(),
                "--attestation-key-file",
                key.toString()
            };
        }
    }

    private static long generation(String output) {
        String marker = "generation=";
        String after = output.substring(output.indexOf(marker) + marker.length());
        return Long.parseLong(after.split("\\s", 2)[0]);
    }

    private boolean isRecorded(String runtime) {
        try {
            return artifacts().stream()
                            .filter(file ->
                                    file.getParent().getFileName().toString().equals(runtime))
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.equals("latest.json") || name.equals("latest.md"))
                            .count()
                    == 2;
        } catch (IOException | UncheckedIOException notYet) {
            // A file that is on its way may be gone by the time the walk looks at it.
            return false;
        }
    }

    private List<Path> artifacts() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("artifacts"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notYet) {
            return "";
        }
    }
}
