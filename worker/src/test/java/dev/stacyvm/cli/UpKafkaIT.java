package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.kafka.KafkaFixture;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.bus.kafka.TestBroker;
import dev.stacyvm.bus.kafka.TestRules;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job over a real broker, and a second recorder there that follows the trust feed. */
@Tag("long")
class UpKafkaIT {
    private static final int RUNTIMES = 5;

    @TempDir
    private Path folder;

    private Plane plane;
    private TestBroker broker;
    private KafkaSettings kafka;

    @BeforeEach
    void start() throws Exception {
        plane = new Plane(FreePort.pick(), folder.resolve("data/secrets/admin-api-key"));
        broker = TestBroker.start(folder.resolve("broker"), FreePort.pick(), TestRules.AUTHORIZER);
        kafka = KafkaSettings.of(broker.bootstrap());
        TestRules.allowAll(kafka);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Program up() throws IOException {
        return Program.start(
                folder,
                "up",
                "--dir",
                "data",
                "--port",
                "" + plane.port(),
                "--kafka-bootstrap",
                broker.bootstrap().get(0));
    }

    private Program recorder() throws IOException {
        return Program.start(
                folder,
                "recorder",
                "--artifacts",
                "elsewhere",
                "--state",
                "state",
                "--kafka-bootstrap",
                broker.bootstrap().get(0),
                "--kafka-deny",
                "--issuer",
                plane.url(),
                "--api-key-file",
                "data/secrets/admin-api-key");
    }

    @Test
    void everyResultGoesOverTheClusterAttestedUntilItsWorkerIsRevoked() throws Exception {
        try (Program up = up();
                KafkaFixture topic = new KafkaFixture(kafka)) {
            // Given the main job, whose recorder consumes from the cluster
            up.until("artifacts of all runtimes", () -> recorded("data/artifacts") == RUNTIMES);
            try (Program recorder = recorder()) {
                // And a second recorder there, which takes attested results only
                recorder.until("the same", () -> recorded("elsewhere") == RUNTIMES);
                assertThat(verify("elsewhere")).contains("[PASS] trust.worker-a: all 5 are attested");
                Arrival.Whole attested = anEvent(topic);
                topic.repeat("worker-a", attested, "before");
                recorder.until("one more", () -> recorded("elsewhere") == RUNTIMES + 1);

                // When the worker is revoked
                assertThat(revoke().exit()).isZero();
                long revoked = Time.system().nanos();
                Await.until("the rule", () -> TestRules.denied(kafka).contains("User:worker-a"));
                long denied = Time.system().since(revoked).toMillis();
                topic.repeat("worker-a", attested, "after");

                // Then what it said is refused, and the cluster denies it the topic, within a second
                recorder.until("the refusal", () -> recorder.output().contains("is revoked"));
                assertThat(denied).isLessThan(1_000);
                assertThat(recorded("elsewhere")).isEqualTo(RUNTIMES + 1);
                System.out.println("denied " + denied + " ms after the revocation was answered");
                assertThat(recorder.terminate()).isZero();
            }
            assertThat(up.terminate()).isZero();
        }
    }

    @Test
    void aBrokerThatIsAwayStopsNothingElse() throws Exception {
        broker.close();
        try (Program up = up()) {
            up.until("a lease", () -> up.output().contains("lease held"));
            up.until("a certification", () -> up.output().contains("host certified"));
            assertThat(recorded("data/artifacts")).isZero();
            broker = TestBroker.start(folder.resolve("broker"), broker.port(), TestRules.AUTHORIZER);
            up.until("artifacts of all runtimes", () -> recorded("data/artifacts") == RUNTIMES);
            assertThat(up.terminate()).isZero();
        }
    }

    private static Arrival.Whole anEvent(KafkaFixture topic) {
        Collector collector = new Collector();
        Consumption consumption =
                Await.result(topic.bus().consume(Subscription.passing(new Start.Beginning()), collector));
        Arrival first = collector.awaitCount(1).arrivals().get(0);
        Await.result(consumption.close());
        return (Arrival.Whole) first;
    }

    private Run revoke() {
        return Run.of(
                folder,
                "issuer",
                "revoke",
                "--worker",
                "worker-a",
                "--issuer",
                plane.url(),
                "--admin-api-key-file",
                "data/secrets/admin-api-key");
    }

    private String verify(String artifacts) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/state"))) {
            String key = files.map(Path::toString)
                    .filter(file -> file.endsWith(".pub.pem"))
                    .findFirst()
                    .orElseThrow();
            return Run.of(folder, "recorder", "verify", "--artifacts", artifacts, "--attestation-key-file", key)
                    .out();
        }
    }

    private long recorded(String artifacts) {
        Path host = folder.resolve(artifacts).resolve("worker-a");
        try (Stream<Path> all = Files.walk(host)) {
            List<Path> files = all.toList();
            return files.stream()
                    .filter(file -> file.toString().endsWith(".json") && !file.endsWith("latest.json"))
                    .count();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
