package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.kafka.DeadLetterTopic;
import dev.stacyvm.bus.kafka.KafkaBus;
import dev.stacyvm.bus.kafka.KafkaFixture;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.bus.kafka.TestBroker;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.Samples;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that anyone with the right to write may have put on a topic. */
@Tag("long")
class KafkaRecorderIT {
    @TempDir
    private static Path shared;

    private static TestBroker broker;

    @TempDir
    private Path root;

    private KafkaSettings settings;
    private KafkaFixture topic;
    private DeadLetterTopic letters;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start(shared);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open() {
        settings = KafkaSettings.of(broker.bootstrap()).withTopic("t-" + UUID.randomUUID());
        topic = new KafkaFixture(settings);
        letters = Await.result(DeadLetterTopic.open(topic.vertx(), settings));
    }

    @AfterEach
    void close() {
        Await.result(letters.close());
        topic.close();
    }

    private Recorder start(TrustRule trust) {
        RecorderSettings wanted = RecorderSettings.of(root.resolve("artifacts")).trusting(trust);
        return Await.result(Recorder.start(topic.vertx(), wanted, new Recorder.Source(topic.bus(), letters)));
    }

    private List<Path> artifacts() {
        try (Stream<Path> all = Files.walk(root.resolve("artifacts"))) {
            return all.filter(file -> file.toString().endsWith(".json") && !file.endsWith("latest.json"))
                    .toList();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The dead letters with their reasons, once there are so many. */
    private List<String> reasons(int count) {
        KafkaBus dead =
                Await.result(KafkaBus.open(topic.vertx(), settings.withTopic(settings.topic() + ".dead-letters")));
        Collector collector = new Collector();
        Consumption consumption = Await.result(dead.consume(Subscription.passing(new Start.Beginning()), collector));
        collector.awaitCount(count);
        Await.result(consumption.close());
        Await.result(dead.close());
        List<String> reasons = new ArrayList<>();
        collector.arrivals().forEach(arrival -> {
            if (arrival instanceof Arrival.Unreadable letter) {
                reasons.add(letter.beginning());
            }
        });
        return reasons;
    }

    @Test
    void refusesWhatNobodyVouchesForAndSaysWhy() {
        topic.publish(List.of(Samples.draft("h", 0)));
        Recorder recorder = start(new AttestedRule(Trusted::nobody));
        assertThat(reasons(1)).singleElement().asString().contains("not attested", "--trust any");
        assertThat(artifacts()).isEmpty();
        Await.result(recorder.stop());
    }

    @Test
    void takesItWhenAskedAndMarksIt() throws Exception {
        topic.publish(List.of(Samples.draft("h", 0)));
        Recorder recorder = start(TrustRule.ANY);
        Await.until("the artifact", () -> artifacts().size() == 1);
        Await.result(recorder.stop());
        assertThat(Json.readObject(Files.readAllBytes(artifacts().get(0)))
                        .path("trust")
                        .asText())
                .isEqualTo("UNSIGNED");
    }

    @Test
    void survivesHostileEventsAndLeavesNoPathOutside() throws Exception {
        // Given what a writer with bad intentions sends, before a good event
        CloudEvent good =
                EventDraft.runtime(Samples.HOST, Samples.report("docker")).numbered(1);
        topic.publishRaw("h", "not json".getBytes(StandardCharsets.UTF_8));
        topic.publishRaw("h", new byte[1_500_000]);
        topic.send(
                "h",
                CloudEventBuilder.v1(good)
                        .withSource(URI.create("/hosts/../../etc"))
                        .build());
        topic.send("h", CloudEventBuilder.v1(good).withId("../../../tmp/x").build());
        topic.send(
                "h",
                CloudEventBuilder.v1(good)
                        .withType("stacyvm.certification.runtime.v9")
                        .build());
        topic.send(
                "h",
                CloudEventBuilder.v1(good)
                        .withTime(good.getTime().plusYears(500))
                        .build());
        topic.send("h", good);
        topic.flush();
        List<Path> outside = list(root);

        // When
        Recorder recorder = start(TrustRule.ANY);

        // Then the good one is recorded, the others are told with the reason, and nothing lies elsewhere
        Await.until("the artifact", () -> artifacts().size() == 1);
        assertThat(reasons(6))
                .anyMatch(reason -> reason.contains("not a CloudEvent"))
                .anyMatch(reason -> reason.contains("bytes long"))
                .anyMatch(reason -> reason.contains("names no host"))
                .anyMatch(reason -> reason.contains("not an identifier"))
                .anyMatch(reason -> reason.contains("is not known"))
                .anyMatch(reason -> reason.contains("a day ahead"));
        Await.result(recorder.stop());
        assertThat(list(root)).hasSize(outside.size() + 1);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
