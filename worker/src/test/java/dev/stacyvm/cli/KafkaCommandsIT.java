package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.kafka.KafkaFixture;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.bus.kafka.TestBroker;
import dev.stacyvm.http.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class KafkaCommandsIT {
    @TempDir
    private Path folder;

    private String brokers = "";
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        port = FreePort.pick();
        brokers = "127.0.0.1:" + port;
    }

    private Run certify(String... more) {
        String[] words = {"certify", "runtime", "proot", "--state", "state", "--kafka-bootstrap", brokers};
        String[] all = Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
        return Run.of(folder, all);
    }

    @Test
    void queuesAResultWhileNoBrokerAnswersAndSendsItWithTheNext() throws Exception {
        // Given a certification without a broker
        Run alone = Run.of(folder, "certify", "runtime", "proot", "--state", "other");
        Run queued = certify("--publish-timeout", "300ms", "--format", "markdown", "--output", "report.md");

        // Then the report is there, the checks decide, and one sentence says what became of the event
        assertThat(queued.exit()).isEqualTo(alone.exit());
        assertThat(Files.readString(folder.resolve("report.md"))).contains("proot");
        assertThat(queued.err().lines().filter(line -> line.contains("queued"))).hasSize(1);
        assertThat(queued.err()).contains("state", "Kafka");

        // When a broker is there and another command runs
        try (TestBroker broker = TestBroker.start(folder.resolve("broker"), port, Map.of());
                KafkaFixture topic = new KafkaFixture(KafkaSettings.of(broker.bootstrap()))) {
            Run sent = certify();

            // Then both results arrive
            assertThat(sent.err()).contains("published to").doesNotContain("queued");
            Collector collector = new Collector();
            Await.result(topic.bus().consume(Subscription.named("all"), collector));
            assertThat(collector.awaitCount(2).ids()).doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesBrokersThatAreNone() {
        brokers = "nowhere";
        assertThat(certify().exit()).isEqualTo(2);
        assertThat(certify().err()).contains("--kafka-bootstrap", "host:port").hasLineCount(1);
    }

    @Test
    void refusesAConnectionFileThatWouldChangeMoreThanTheConnection() throws IOException {
        Files.writeString(folder.resolve("kafka.properties"), "acks=0\n");
        Run run = certify("--kafka-config", "kafka.properties");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("acks", "no setting of a connection").hasLineCount(1);
    }

    @Test
    void saysThatNoBrokerAnswersTheRecorder() {
        Run run = Run.of(
                folder,
                "recorder",
                "--artifacts",
                "artifacts",
                "--state",
                "state",
                "--trust",
                "any",
                "--kafka-bootstrap",
                brokers);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Kafka at " + brokers, "cannot be used").hasLineCount(1);
    }

    @Test
    void showsTheEventsOfTheLogAndOfTheCluster() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("broker"), port, Map.of())) {
            // Given three results
            for (int round = 0; round < 3; round++) {
                certify();
            }

            // Then the log shows as many as were asked for, and goes on behind a position
            Run tail = Run.of(folder, "events", "tail", "--state", "state", "--lines", "2");
            assertThat(tail.exit()).isZero();
            assertThat(tail.out().lines()).hasSize(2).allMatch(line -> line.contains(" proot "));
            String position = tail.out().split(" ", 2)[0];
            Run replay = Run.of(folder, "events", "replay", "--from", position, "--state", "state");
            assertThat(tail.out()).endsWith(replay.out());
            assertThat(replay.out()).hasLineCount(1);

            // And the cluster shows all, as CloudEvents
            Run cluster = Run.of(
                    folder,
                    "events",
                    "replay",
                    "--from",
                    "beginning",
                    "--format",
                    "json",
                    "--state",
                    "state",
                    "--kafka-bootstrap",
                    broker.bootstrap().get(0));
            assertThat(cluster.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"specversion\":\"1.0\""));
        }
    }

    @Test
    void refusesAPointThatIsNone() {
        Run run = Run.of(folder, "events", "replay", "--from", "yesterday", "--state", "state");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("yesterday", "beginning").hasLineCount(1);
    }

    @Test
    void verifiesAnArtifactFolder() throws Exception {
        Files.createDirectories(folder.resolve("artifacts/h/docker"));
        Files.writeString(folder.resolve("artifacts/h/docker/20260509T100000Z-a.json"), "{\"sequence\":1}");
        Run whole = Run.of(folder, "recorder", "verify", "--artifacts", "artifacts");
        assertThat(whole.exit()).isZero();
        assertThat(whole.out()).contains("[PASS] sequence.h", "[WARN] trust.h", "UNSIGNED");

        Files.writeString(folder.resolve("artifacts/h/docker/20260509T100300Z-b.json"), "{\"sequence\":4}");
        Run gap = Run.of(folder, "recorder", "verify", "--artifacts", "artifacts");
        assertThat(gap.exit()).isEqualTo(1);
        assertThat(gap.out()).contains("[FAIL] sequence.h: 2 of 1 to 4 are missing, after 1");
    }
}
