package dev.stacyvm.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@Timeout(180)
class TokenTortureIT {
    private static final Stage.Pace PACE = new Stage.Pace(Duration.ofSeconds(5), Duration.ofMillis(500), 3);

    @TempDir
    private Path root;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void theWorkerAsAProcessIsGreenThroughout() throws Exception {
        TokenFolder folder = new TokenFolder(root);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stacyvm.cli.Main",
                "worker",
                "--no-certify",
                "--id",
                Mint.WORKER,
                "--heartbeat-interval",
                "100ms",
                "--control-plane",
                "{url}",
                "--worker-token-file",
                "{file}");
        try (CheckingPlane plane = new CheckingPlane(vertx)) {
            Victim worker = new CommandVictim(command, folder.file(), plane.url(), root.resolve("log"));

            List<Row> rows = new Torture(plane, folder, PACE)
                    .run(worker, Behaviours.of(Behaviours.thisUserReadsAll()), row -> {});

            assertThat(rows).hasSizeGreaterThan(24).allMatch(Row::isGreen);
        }
    }
}
