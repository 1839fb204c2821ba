package dev.stacyvm.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.bus.Await;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.TokenSource;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with an authorizer, where workers log in with tokens. */
@Tag("long")
class DeniedWorkersIT {
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path root;

    private final Vertx vertx = Vertx.vertx();
    private TokenIssuer issuer;
    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        issuer = TokenIssuer.start();
        System.setProperty(ALLOWED, issuer.jwksUrl());
        Map<String, String> settings = new HashMap<>(KafkaLoginIT.tokensOnly(issuer));
        settings.putAll(TestRules.AUTHORIZER);
        broker = TestBroker.start(root.resolve("broker"), FreePort.pick(), settings);
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
        broker.close();
        issuer.close();
        System.clearProperty(ALLOWED);
    }

    private KafkaSettings as(String subject, Duration lifetime) throws Exception {
        Path connection = root.resolve("kafka.properties");
        Files.writeString(connection, "security.protocol=SASL_PLAINTEXT\n");
        Path token = root.resolve("token-" + subject);
        issuer.write(token, subject, lifetime);
        String text = Files.readString(token, StandardCharsets.US_ASCII).strip();
        return KafkaSettings.of(broker.bootstrap())
                .withConnection(Connection.read(connection))
                .withToken(TokenSource.of(Secret.of(text)));
    }

    private KafkaSettings asRecorder() throws Exception {
        return as("recorder", LONG);
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings) {
        Properties all = settings.client();
        all.put("delivery.timeout.ms", "4000");
        all.put("request.timeout.ms", "2000");
        all.put("max.block.ms", "3000");
        all.put("linger.ms", "0");
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer) throws Exception {
        producer.send(new ProducerRecord<>(KafkaSettings.TOPIC, new byte[] {1})).get(10, TimeUnit.SECONDS);
    }

    private void allowWorkers() throws Exception {
        TestRules.allowAll(asRecorder());
        Await.result(Await.result(KafkaBus.open(vertx, asRecorder())).close());
    }

    @Test
    void cutsAnEstablishedSessionOffAtOnceAndNobodyElses() throws Exception {
        allowWorkers();
        DeniedWorkers denied = Await.result(DeniedWorkers.open(vertx, asRecorder()));
        try (var revoked = producer(as("worker-a", LONG));
                var other = producer(as("worker-b", LONG))) {
            // Given two sessions that work
            send(revoked);
            send(other);

            // When one worker is denied
            denied.set(Set.of("worker-a"));
            long start = Time.system().nanos();
            long refusedAfter = untilRefused(revoked, start);

            // Then its next request within a second is refused, and the other goes on
            assertThat(refusedAfter).isLessThan(1_000);
            send(other);
            System.out.println("refused on the established session after " + refusedAfter + " ms");

            // And it may come back when it is no longer named
            denied.set(Set.of());
            untilAccepted(revoked);
        }
        Await.result(denied.close());
    }

    private static long untilRefused(KafkaProducer<byte[], byte[]> producer, long start) throws Exception {
        while (Time.system().since(start).toSeconds() < 20) {
            try {
                send(producer);
            } catch (ExecutionException failure) {
                assertThat(failure).hasCauseInstanceOf(AuthorizationException.class);
                return Time.system().since(start).toMillis();
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("it was never refused");
    }

    private static void untilAccepted(KafkaProducer<byte[], byte[]> producer) {
        Await.until("it is accepted again", () -> {
            try {
                send(producer);
                return true;
            } catch (Exception refused) {
                return false;
            }
        });
    }

    @Test
    void withoutItASessionEndsWithItsToken() throws Exception {
        allowWorkers();
        long start = Time.system().nanos();
        try (var worker = producer(as("worker-a", Duration.ofSeconds(6)))) {
            send(worker);
            long last = 0;
            boolean refused = false;
            while (!refused) {
                try {
                    send(worker);
                    last = Time.system().since(start).toMillis();
                    LockSupport.parkNanos(50_000_000);
                } catch (ExecutionException | KafkaException ended) {
                    refused = true;
                }
            }
            assertThat(last).isBetween(3_000L, 8_000L);
            System.out.println("with a token of 6 s the last send was taken after " + last + " ms");
        }
    }

    @Test
    void refusesWhereADenyWouldShutOutEverybody() throws Exception {
        Await.result(Await.result(KafkaBus.open(vertx, asRecorder())).close());
        KafkaSettings settings = asRecorder();
        assertThatThrownBy(() -> Await.result(DeniedWorkers.open(vertx, settings)))
                .cause()
                .hasMessageContaining("no rule allows anybody the topic");
    }
}
