package dev.stacyvm.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.event.Samples;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes tokens only, verified with the keys it fetches; the client reads them from a rotating file. */
@Tag("long")
class KafkaLoginIT {
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final Duration LIMIT = Duration.ofSeconds(19);
    private static final int ROTATIONS = Boolean.getBoolean("stacyvm.full") ? 100 : 10;
    private static final int KEY_ROTATIONS = Math.max(1, ROTATIONS / 33);
    private static final Duration LIFETIME = Duration.ofSeconds(6);
    private static final Duration ROTATION = Duration.ofMillis(1500);
    /** So many rotations before a key signs, it is in the JWKS, which the broker asks for every second. */
    private static final int PUBLISHED_BEFORE = 3;

    @TempDir
    private Path root;

    private Path tokenFile;
    private TokenIssuer issuer;
    private TestBroker broker;
    private LocalLogFixture log;
    private FileTokenSource source;

    @BeforeEach
    void start() throws Exception {
        tokenFile = root.resolve("token");
        issuer = TokenIssuer.start();
        issuer.write(tokenFile, "worker-a", LIFETIME);
        System.setProperty(ALLOWED, issuer.jwksUrl());
        broker = TestBroker.start(root.resolve("broker"), FreePort.pick(), tokensOnly(issuer));
        log = new LocalLogFixture(Files.createDirectories(root.resolve("state")));
        source = FileTokenSource.of(log.vertx(), Time.system(), tokenFile);
    }

    @AfterEach
    void stop() {
        source.close();
        log.close();
        broker.close();
        issuer.close();
        System.clearProperty(ALLOWED);
    }

    static Map<String, String> tokensOnly(TokenIssuer issuer) {
        String listener = "listener.name.client.";
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "OAUTHBEARER");
        settings.put(
                listener + "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put(
                listener + "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        settings.put(listener + "sasl.oauthbearer.jwks.endpoint.url", issuer.jwksUrl());
        settings.put(listener + "sasl.oauthbearer.jwks.endpoint.refresh.ms", "1000");
        settings.put(listener + "sasl.oauthbearer.expected.audience", TokenIssuer.AUDIENCE);
        settings.put(listener + "sasl.oauthbearer.expected.issuer", TokenIssuer.ISSUER);
        return settings;
    }

    private KafkaSettings settings() throws Exception {
        Path connection = root.resolve("kafka.properties");
        Files.writeString(connection, "security.protocol=SASL_PLAINTEXT\n");
        return KafkaSettings.of(broker.bootstrap())
                .withConnection(Connection.read(connection))
                .withToken(source);
    }

    private boolean sent(Forwarder forwarder) {
        return Await.result(log.log().locate(new Start.End()).compose(end -> forwarder.reached(end, LIMIT)));
    }

    @Test
    void keepsPublishingWhileTokensAndKeysRotate() throws Exception {
        // Given a sidecar's rotation, and an issuer that publishes keys some time before it signs with them
        ScheduledExecutorService sidecar = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger rotations = new AtomicInteger();
        AtomicInteger keys = new AtomicInteger();
        Future<?> rotating = sidecar.scheduleAtFixedRate(
                () -> rotate(rotations.getAndIncrement(), keys), 0, ROTATION.toMillis(), TimeUnit.MILLISECONDS);

        // When events are published all the while
        Forwarder forwarder = Forwarder.start(log.vertx(), log.log(), settings());
        int published = 0;
        while (rotations.get() < ROTATIONS) {
            log.publish(List.of(Samples.draft("h", published++)));
            assertThat(sent(forwarder)).isTrue();
            assertThat(forwarder.problem()).isEmpty();
            assertThat(rotating.isDone()).as("the sidecar failed").isFalse();
        }
        sidecar.shutdownNow();
        Await.result(forwarder.close());

        // Then each arrived, once: no send failed
        KafkaBus bus = Await.result(KafkaBus.open(log.vertx(), settings()));
        Collector collector = new Collector();
        Await.result(bus.consume(Subscription.passing(new Start.Beginning()), collector));
        assertThat(collector.awaitCount(published).ids()).hasSize(published).doesNotHaveDuplicates();
        Await.result(bus.close());

        // And the sessions, which no token outlives, were authenticated again
        double again = reauthentications();
        assertThat(again).isPositive();
        System.out.printf(
                "%d events over %d tokens and %d keys: no send failed, %.0f times authenticated again%n",
                published, rotations.get(), keys.get(), again);
    }

    private void rotate(int rotation, AtomicInteger keys) {
        try {
            int phase = rotation % (ROTATIONS / KEY_ROTATIONS);
            if (phase == 0 && keys.get() < KEY_ROTATIONS) {
                issuer.publishKey();
            } else if (phase == PUBLISHED_BEFORE && keys.get() < KEY_ROTATIONS) {
                issuer.activateNewest();
                keys.incrementAndGet();
            }
            issuer.write(tokenFile, "worker-a", LIFETIME);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How often the broker authenticated a session again, over all its threads. */
    private static double reauthentications() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double total = 0;
        for (ObjectName name :
                beans.queryNames(new ObjectName("kafka.server:type=socket-server-metrics,listener=CLIENT,*"), null)) {
            for (Attribute found : beans.getAttributes(name, new String[] {"successful-reauthentication-total"})
                    .asList()) {
                total += ((Number) found.getValue()).doubleValue();
            }
        }
        return total;
    }

    /** Kafka's login looks again after 10 s. */
    @Test
    void resumesByItselfWhenATokenComesAfterAllHaveExpired() throws Exception {
        // Given a token that nobody renews
        Forwarder forwarder = Forwarder.start(log.vertx(), log.log(), settings());
        log.publish(List.of(Samples.draft("h", 0)));
        assertThat(sent(forwarder)).isTrue();
        Files.writeString(tokenFile, "not-a-token-any-more\n");
        LockSupport.parkNanos(LIFETIME.plusSeconds(2).toNanos());
        log.publish(List.of(Samples.draft("h", 1)));

        // When a good one comes
        issuer.write(tokenFile, "worker-a", Duration.ofMinutes(5));

        // Then the event goes out
        assertThat(sent(forwarder)).isTrue();
        Await.result(forwarder.close());
    }

    @Test
    void saysWhyItCannotLogIn() throws Exception {
        Files.delete(tokenFile);
        Throwable failure = Await.failure(KafkaBus.open(log.vertx(), settings()));
        assertThat(failure).hasMessageContaining("Kafka at").hasMessageContaining(tokenFile.toString());
    }
}
