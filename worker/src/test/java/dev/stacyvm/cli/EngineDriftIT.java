package dev.stacyvm.cli;

import static dev.stacyvm.worker.client.PlaneServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.Reply;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.client.PlaneServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real worker beside a real Docker engine that is stopped and started again. Needs root. */
@Tag("engine")
@Timeout(180)
class EngineDriftIT {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        engine("stop");
        await(vertx.close());
    }

    @Test
    void dockerLeavesTheHeartbeatsWithTheEngineAndReturnsAfterIt() throws Exception {
        engine("start");
        Files.writeString(folder.resolve("token"), "a-token\n");
        PlaneServer plane = new PlaneServer(vertx)
                .answers(Reply.ok(new WorkerView("worker-a", "h", "online", null, null, null, "", "", "", false)));
        try (Program worker = worker(plane)) {
            worker.until("docker is certified", () -> offers(plane, "docker"));

            engine("stop");
            int stopped = plane.seen.size();
            worker.until("three heartbeats later", () -> plane.seen.size() >= stopped + 3);
            assertThat(plane.seen.get(stopped + 2).body())
                    .as("after two heartbeats")
                    .doesNotContain("\"docker\"");

            engine("start");
            worker.until("docker is back", () -> offers(plane, "docker"));
            assertThat(worker.terminate()).isZero();
        }
        plane.close();
    }

    private static boolean offers(PlaneServer plane, String provider) {
        return !plane.seen.isEmpty()
                && plane.seen.get(plane.seen.size() - 1).body().contains("\"" + provider + "\"");
    }

    private Program worker(PlaneServer plane) throws IOException {
        return Program.start(
                folder,
                Map.of("DOCKER_HOST", "unix://" + folder.resolve("engine/docker.sock")),
                "worker",
                "--id",
                "worker-a",
                "--control-plane",
                plane.url().toString(),
                "--worker-token-file",
                "token",
                "--heartbeat-interval",
                "2s",
                "--state",
                "state");
    }

    private void engine(String action) throws IOException, InterruptedException {
        Path script = Path.of("..", "scripts", "engine").toAbsolutePath().normalize();
        List<String> command = List.of(
                script.toString(), action, "--dir", folder.resolve("engine").toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("engine.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("engine.log")))
                .isZero();
    }
}
