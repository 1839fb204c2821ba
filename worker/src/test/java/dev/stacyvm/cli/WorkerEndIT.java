package dev.stacyvm.cli;

import static dev.stacyvm.worker.client.PlaneServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.client.PlaneServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TERM, whenever it comes: the real program ends with 0, in time, its lease given back and {@code draining} said. */
@Timeout(120)
class WorkerEndIT {
    private static final Duration SHUTDOWN = Duration.ofSeconds(3);
    private static final String DRAINING = "\"status\":\"draining\"";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<PlaneServer> planes = new ArrayList<>();
    private final List<Program> programs = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("token"), "a-token\n");
        Files.writeString(folder.resolve("stacyvm.yaml"), "worker:\n  shutdown_timeout: 3s\n");
    }

    @AfterEach
    void close() throws Exception {
        programs.forEach(Program::close);
        for (PlaneServer plane : planes) {
            plane.close();
        }
        await(vertx.close());
    }

    /** The three at once: what takes time is the start of a JVM. */
    @Test
    void endsWellDuringARequestDuringBackoffAndDuringTheStart() throws Exception {
        PlaneServer hanging = plane();
        PlaneServer failing = plane();
        PlaneServer untouched = plane();
        Path loaded = folder.resolve("loaded");
        Program during = worker(hanging, Map.of());
        Program waiting = worker(failing, Map.of());
        Program starting = worker(untouched, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded));

        starting.until("the program begins", () -> says(loaded, "dev.stacyvm.cli.Commands "));
        assertThat(starting.terminate()).as(starting.output()).isZero();

        during.until("it holds the lease", () -> hanging.operations().contains("renew"));
        hanging.answers(exchange -> isOf(hanging, "heartbeat")
                        && !hanging.seen.get(hanging.seen.size() - 1).body().contains(DRAINING)
                ? Promise.<Reply>promise().future()
                : good(hanging));
        int before = count(hanging, "heartbeat");
        during.until("a heartbeat hangs", () -> count(hanging, "heartbeat") > before);
        endsInTime(during, hanging);

        waiting.until("it holds the lease", () -> failing.operations().contains("renew"));
        failing.answers(Reply.empty(500));
        waiting.until("it backs off", () -> waiting.output().contains("heartbeat failed"));
        failing.answers(exchange -> good(failing));
        endsInTime(waiting, failing);
    }

    private static void endsInTime(Program program, PlaneServer plane) throws InterruptedException {
        long begin = Time.system().nanos();
        assertThat(program.terminate()).as(program.output()).isZero();
        assertThat(Time.system().since(begin)).isLessThan(SHUTDOWN.plusSeconds(1));
        assertThat(plane.operations()).contains("release");
        assertThat(plane.seen.stream()
                        .filter(seen -> seen.operation().equals("heartbeat"))
                        .reduce((first, second) -> second)
                        .orElseThrow()
                        .body())
                .as("the last heartbeat")
                .contains(DRAINING);
    }

    private Program worker(PlaneServer plane, Map<String, String> environment) throws IOException {
        Program program = Program.start(
                folder,
                environment,
                "worker",
                "--id",
                "worker-a",
                "--control-plane",
                plane.url().toString(),
                "--worker-token-file",
                "token",
                "--heartbeat-interval",
                "200ms",
                "--lease",
                "db-1",
                "--lease-ttl",
                "2s",
                "--no-certify");
        programs.add(program);
        return program;
    }

    private PlaneServer plane() throws Exception {
        PlaneServer plane = new PlaneServer(vertx);
        planes.add(plane);
        Endpoint answer = exchange -> good(plane);
        return plane.answers(answer);
    }

    private static Future<Reply> good(PlaneServer plane) {
        String operation = plane.operations().get(plane.seen.size() - 1);
        return Future.succeededFuture(
                switch (operation) {
                    case "heartbeat" ->
                        Reply.ok(new WorkerView("worker-a", "h", "online", null, null, null, "", "", "", false));
                    case "release" -> Reply.ok(new StatusReply("released"));
                    default -> Reply.ok(new LeaseReply(new LeaseView("db-1", "worker-a", plane.seen.size(), "")));
                });
    }

    private static boolean isOf(PlaneServer plane, String operation) {
        return plane.operations().get(plane.seen.size() - 1).equals(operation);
    }

    private static int count(PlaneServer plane, String operation) {
        return (int) plane.operations().stream().filter(operation::equals).count();
    }

    private static boolean says(Path file, String words) {
        try {
            return Files.exists(file) && Files.readString(file).contains(words);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
