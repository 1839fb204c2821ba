package dev.stacyvm.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.event.Samples;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.http.PemPair;
import dev.stacyvm.http.TestCertificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS and asks its clients for certificates. */
@Tag("long")
class KafkaTlsIT {
    private static final String LISTENER = "listener.name.client.";

    @TempDir
    private Path root;

    private final Vertx vertx = Vertx.vertx();
    private final TestCertificate authority = TestCertificate.authority("the authority");
    private Path trusted;
    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        trusted = authority.write(root, "authority").certificate();
        PemPair own = authority.issue("broker").write(root, "broker");
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "CLIENT:SSL,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT");
        settings.put(LISTENER + "ssl.client.auth", "required");
        settings.put(LISTENER + "ssl.keystore.type", "PEM");
        settings.put(LISTENER + "ssl.keystore.location", both(own, "broker.pem").toString());
        settings.put(LISTENER + "ssl.truststore.type", "PEM");
        settings.put(LISTENER + "ssl.truststore.location", trusted.toString());
        broker = TestBroker.start(root.resolve("data"), FreePort.pick(), settings);
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
        broker.close();
    }

    private Path both(PemPair pair, String name) throws IOException {
        return Files.writeString(
                root.resolve(name), Files.readString(pair.key()) + Files.readString(pair.certificate()));
    }

    private KafkaSettings settings(Path authorities, PemPair own) throws Exception {
        Path file = root.resolve("kafka.properties");
        Files.writeString(file, """
                security.protocol=SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                """.formatted(authorities, both(own, "client.pem")));
        return KafkaSettings.of(List.of("localhost:" + broker.port())).withConnection(Connection.read(file));
    }

    @Test
    void publishesAndConsumesOverTls() throws Exception {
        KafkaSettings settings = settings(trusted, authority.issue("client").write(root, "client"));
        try (KafkaFixture topic = new KafkaFixture(settings)) {
            topic.publish(List.of(Samples.draft("h", 0)));
            Collector collector = new Collector();
            Await.result(topic.bus().consume(Subscription.passing(new Start.Beginning()), collector));
            assertThat(collector.awaitCount(1).ids()).hasSize(1);
        }
    }

    @Test
    void refusesABrokerOfAnotherAuthorityAndIsRefusedWithItsCertificate() throws Exception {
        TestCertificate other = TestCertificate.authority("another authority");
        KafkaSettings suspicious = settings(
                other.write(root, "other").certificate(),
                authority.issue("client").write(root, "client"));
        assertThat(Await.failure(KafkaBus.open(vertx, suspicious))).hasMessageContaining("cannot be used");
        KafkaSettings foreign = settings(trusted, other.issue("client").write(root, "foreign"));
        assertThat(Await.failure(KafkaBus.open(vertx, foreign))).hasMessageContaining("cannot be used");
    }
}
