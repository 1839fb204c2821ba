package dev.stacyvm.bus.kafka;

import dev.stacyvm.http.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.Feature;

/** A real single-node broker in this process, on loopback, in a folder of its own. It begins where the one before ended. */
public final class TestBroker implements AutoCloseable {
    private static final String FORMATTED = "meta.properties";

    private final int port;
    private final KafkaRaftServer server;

    private TestBroker(int port, KafkaRaftServer server) {
        this.port = port;
        this.server = server;
    }

    public static TestBroker start(Path folder) throws Exception {
        return start(folder, FreePort.pick(), Map.of());
    }

    /** With settings of its own; those of the client listener begin with {@code listener.name.client.}. */
    public static TestBroker start(Path folder, int port, Map<String, String> settings) throws Exception {
        int controller = FreePort.pick();
        Properties all = properties(folder, port, controller);
        all.putAll(settings);
        if (!Files.exists(folder.resolve(FORMATTED))) {
            format(folder, controller);
        } else {
            all.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + controller);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(all, false), Time.SYSTEM);
        server.startup();
        return new TestBroker(port, server);
    }

    /** A broker until standard input ends: arguments are folder, port and controller port. */
    public static void main(String[] arguments) throws Exception {
        TestBroker broker = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Map.of());
        System.out.println("started");
        System.in.read();
        broker.close();
    }

    public List<String> bootstrap() {
        return List.of("127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder, int controller) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setHasDynamicQuorum(true)
                .setInitialControllers(DynamicVoters.parse("1@127.0.0.1:" + controller + ":" + Uuid.randomUuid()))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .run();
    }

    /** Clients have a listener of their own, so that it may ask for a login. */
    private static Properties properties(Path folder, int port, int controller) throws IOException {
        String clients = "CLIENT://127.0.0.1:" + port;
        int internal = FreePort.pick();
        Properties all = new Properties();
        all.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.bootstrap.servers", "127.0.0.1:" + controller,
                "listeners", clients + ",INTERNAL://127.0.0.1:" + internal + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners", clients + ",INTERNAL://127.0.0.1:" + internal,
                "listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT",
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "INTERNAL",
                "log.dirs", folder.toString(),
                "auto.create.topics.enable", "false"));
        all.putAll(Map.of(
                "num.network.threads", "1",
                "num.io.threads", "2",
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "2097152"));
        all.putAll(Map.of(
                "share.coordinator.state.topic.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1"));
        return all;
    }
}
