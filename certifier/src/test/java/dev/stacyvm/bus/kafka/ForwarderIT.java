package dev.stacyvm.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Backlog;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.Samples;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.time.Time;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class ForwarderIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    private Path root;

    private LocalLogFixture log;
    private int port;
    private @Nullable TestBroker broker;

    @BeforeEach
    void openLog() throws Exception {
        log = new LocalLogFixture(Files.createDirectories(root.resolve("state")));
        port = FreePort.pick();
    }

    @AfterEach
    void closeLog() {
        stopBroker();
        log.close();
    }

    private void startBroker() throws Exception {
        broker = TestBroker.start(root.resolve("broker"), port, Map.of());
    }

    private void stopBroker() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    private KafkaSettings settings() {
        return KafkaSettings.of(List.of("127.0.0.1:" + port));
    }

    private List<String> append(String host, int from, int count) {
        List<EventDraft> drafts = IntStream.range(from, from + count)
                .mapToObj(second -> Samples.draft(host, second))
                .toList();
        log.publish(drafts);
        return drafts.stream().map(EventDraft::id).toList();
    }

    private boolean sent(Forwarder forwarder, Duration limit) {
        return Await.result(log.log().locate(new Start.End()).compose(end -> forwarder.reached(end, limit)));
    }

    @Test
    void carriesTheLogToTheTopicInOrderAndUnderTheHostsKey() throws Exception {
        startBroker();
        try (KafkaFixture topic = new KafkaFixture(settings())) {
            // Given events from before and after the start
            List<String> ids = append("h", 0, 30);
            Forwarder forwarder = Forwarder.start(log.vertx(), log.log(), settings());
            assertThat(sent(forwarder, LIMIT)).isTrue();
            append("h", 30, 20);

            // When
            assertThat(sent(forwarder, LIMIT)).isTrue();
            assertThat(Await.result(forwarder.backlog())).isEqualTo(new Backlog(0, Duration.ZERO));
            Await.result(forwarder.close());

            // Then
            Collector collector = new Collector();
            Await.result(topic.bus().consume(Subscription.named("all"), collector));
            List<Arrival> arrivals = collector.awaitCount(50).arrivals();
            assertThat(collector.ids()).startsWith(ids.toArray(String[]::new));
            assertThat(arrivals)
                    .allSatisfy(arrival ->
                            assertThat(((Arrival.Whole) arrival).key()).contains("h"));
            assertThat(arrivals.stream().map(ForwarderIT::sequence))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 50).boxed().toList());
        }
    }

    private static long sequence(Arrival arrival) {
        try {
            return CertificationEvent.from(((Arrival.Whole) arrival).event()).sequence();
        } catch (Exception invalid) {
            throw new AssertionError(invalid);
        }
    }

    @Test
    void leavesEventsInTheLogWhileNoBrokerAnswersAndSendsThemWhenOneDoes() throws Exception {
        // Given a forwarder without a broker
        List<String> ids = append("h", 0, 3);
        Forwarder forwarder = Forwarder.start(log.vertx(), log.log(), settings());
        assertThat(sent(forwarder, Duration.ofMillis(300))).isFalse();
        assertThat(Await.result(forwarder.backlog()).events()).isEqualTo(3);

        // When there is one
        startBroker();
        try (KafkaFixture topic = new KafkaFixture(settings())) {
            assertThat(sent(forwarder, LIMIT)).isTrue();

            // Then
            Collector collector = new Collector();
            Await.result(topic.bus().consume(Subscription.named("all"), collector));
            assertThat(collector.awaitCount(3).ids()).isEqualTo(ids);
            Await.result(forwarder.close());
        }
    }

    @Test
    void goesOnAfterTheBrokerWasAway() throws Exception {
        List<String> ids;
        Forwarder forwarder;
        startBroker();
        ids = append("h", 0, 3);
        forwarder = Forwarder.start(log.vertx(), log.log(), settings());
        assertThat(sent(forwarder, LIMIT)).isTrue();
        stopBroker();
        List<String> later = append("h", 3, 3);
        assertThat(sent(forwarder, Duration.ofMillis(500))).isFalse();
        startBroker();
        try (KafkaFixture topic = new KafkaFixture(settings())) {
            assertThat(sent(forwarder, Duration.ofSeconds(30))).isTrue();
            Collector collector = new Collector();
            Await.result(topic.bus().consume(Subscription.named("all"), collector));
            Await.until("all", () -> collector.ids().containsAll(later));
            assertThat(collector.ids()).containsAll(ids);
            Await.result(forwarder.close());
        }
    }

    @Test
    void standsByWhileAnotherForwardsAndTakesOver() throws Exception {
        startBroker();
        // Given two forwarders of one log
        Forwarder first = Forwarder.start(log.vertx(), log.log(), settings());
        append("h", 0, 1);
        assertThat(sent(first, LIMIT)).isTrue();
        Forwarder second = Forwarder.start(log.vertx(), log.log(), settings());
        assertThat(sent(second, LIMIT)).isTrue();
        assertThat(second.problem()).isPresent();

        // When the one that works ends
        Await.result(first.close());
        append("h", 1, 1);

        // Then the other one sends
        assertThat(sent(second, LIMIT)).isTrue();
        Await.result(second.close());
        stopBroker();
    }

    @Test
    void keepsWhatCannotBeSentAsADeadLetterAndGoesOn() throws Exception {
        startBroker();
        log.publishRaw("h", "not json".getBytes(StandardCharsets.UTF_8));
        append("h", 0, 1);
        Forwarder forwarder = Forwarder.start(log.vertx(), log.log(), settings());
        assertThat(sent(forwarder, LIMIT)).isTrue();
        assertThat(Await.result(log.log().deadLetters())).singleElement().satisfies(letter -> {
            assertThat(letter.consumer()).startsWith("kafka/");
            assertThat(letter.beginning()).isEqualTo("not json");
        });
        Await.result(forwarder.close());
        stopBroker();
    }

    @Test
    void endsSoonWhenTheBrokerIsGone() throws Exception {
        Forwarder forwarder;
        startBroker();
        append("h", 0, 1);
        forwarder = Forwarder.start(log.vertx(), log.log(), settings());
        assertThat(sent(forwarder, LIMIT)).isTrue();
        stopBroker();
        append("h", 1, 1);
        assertThat(sent(forwarder, Duration.ofMillis(300))).isFalse();
        long begin = Time.system().nanos();
        Await.result(forwarder.close());
        assertThat(Time.system().since(begin)).isLessThan(Duration.ofSeconds(4));
    }
}
