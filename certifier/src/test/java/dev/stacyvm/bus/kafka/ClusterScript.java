package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Await;
import dev.stacyvm.http.FreePort;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A cluster of real processes, as {@code scripts/kafka} starts it. */
public final class ClusterScript implements AutoCloseable {
    private static final String SCRIPT = "scripts/kafka";

    private final Path folder;
    private final String bootstrap;
    private final KafkaSettings settings;

    private ClusterScript(Path folder, String bootstrap) {
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.settings = KafkaSettings.of(List.of(bootstrap.split(",", -1)));
    }

    /** Starts nodes on free ports next to each other, and makes the topic of certifications. */
    public static ClusterScript start(Path folder, int nodes) throws Exception {
        String port = Integer.toString(FreePort.pick());
        String said = run("start", "--dir", folder.toString(), "--port", port, "--nodes", Integer.toString(nodes));
        ClusterScript cluster = new ClusterScript(folder, said.strip());
        Vertx vertx = Vertx.vertx();
        Await.result(KafkaBus.open(vertx, cluster.settings).compose(KafkaBus::close));
        Await.result(vertx.close());
        return cluster;
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** Which node leads a partition of the topic; asked of whoever answers. */
    public int leader(int partition) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(settings.client())) {
            return admin.describeTopics(List.of(KafkaSettings.TOPIC))
                    .allTopicNames()
                    .get()
                    .get(KafkaSettings.TOPIC)
                    .partitions()
                    .get(partition)
                    .leader()
                    .id();
        }
    }

    /** kill -9. */
    public void kill(int node) throws IOException {
        String pid =
                Files.readString(folder.resolve("node-" + node).resolve("pid")).strip();
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Starts the nodes that do not run. */
    public void startAgain() throws IOException {
        run("start", "--dir", folder.toString());
    }

    @Override
    public void close() throws IOException {
        run("stop", "--dir", folder.toString());
    }

    private static String run(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + process.exitValue());
        }
        return said;
    }

    /** In the clone this test was built in. */
    private static Path script() {
        Path folder = Path.of("").toAbsolutePath();
        return Files.exists(folder.resolve(SCRIPT)) ? folder.resolve(SCRIPT) : folder.resolveSibling(SCRIPT);
    }
}
