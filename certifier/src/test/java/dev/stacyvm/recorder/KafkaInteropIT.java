package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.kafka.DeadLetterTopic;
import dev.stacyvm.bus.kafka.Forwarder;
import dev.stacyvm.bus.kafka.KafkaBus;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.bus.kafka.TestBroker;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.EventFormat;
import dev.stacyvm.event.Samples;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that know nothing of us: kcat, and the CloudEvents SDK with Kafka's own producer. */
@Tag("long")
class KafkaInteropIT {
    private static final Path KCAT = Path.of("/usr/bin/kcat");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HOST = Samples.HOST.value();

    @TempDir
    private static Path shared;

    private static TestBroker broker;

    @TempDir
    private Path root;

    private LocalLogFixture log;
    private KafkaSettings settings;
    private KafkaBus bus;
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
    void open() throws Exception {
        log = new LocalLogFixture(Files.createDirectories(root.resolve("state")));
        settings = KafkaSettings.of(broker.bootstrap()).withTopic("t-" + UUID.randomUUID());
        bus = Await.result(KafkaBus.open(log.vertx(), settings));
        letters = Await.result(DeadLetterTopic.open(log.vertx(), settings));
    }

    @AfterEach
    void close() {
        Await.result(letters.close());
        Await.result(bus.close());
        log.close();
    }

    /** Where kcat is installed ({@code apt install kcat}); elsewhere it is told as skipped. */
    private static void requireKcat() {
        Assumptions.assumeTrue(Files.isExecutable(KCAT), "kcat is missing: apt install kcat");
    }

    @Test
    void kcatReadsWhatWeForwardAndSeesTheHeadersOfACloudEvent() throws Exception {
        requireKcat();
        log.publish(List.of(Samples.draft("h", 0)));
        Forwarder forwarder = Forwarder.start(log.vertx(), log.log(), settings);
        boolean sent = Await.result(log.log().locate(new Start.End()).compose(end -> forwarder.reached(end, LIMIT)));
        assertThat(sent).isTrue();
        Await.result(forwarder.close());
        String read = kcat("", "-C", "-e", "-q", "-f", "%k %h %s\n");
        assertThat(read).startsWith("h ");
        assertThat(read)
                .contains(
                        "ce_specversion=1.0",
                        "ce_id=",
                        "ce_type=stacyvm.certification.runtime.v1",
                        "ce_source=/hosts/h",
                        "ce_subject=docker",
                        "ce_time=2026-05-09T10:00:00Z",
                        "content-type=application/json");
        assertThat(Json.readObject(read.substring(read.indexOf('{')).strip().getBytes(StandardCharsets.UTF_8))
                        .at("/report/runtime")
                        .asText())
                .isEqualTo("docker");
    }

    @Test
    void whatKcatAndTheSdkWriteIsRecordedWhereAnyIsTrusted() throws Exception {
        requireKcat();
        writeAll();
        Recorder recorder = start(TrustRule.ANY);
        Await.until("four artifacts", () -> artifacts().size() == 4);
        Await.result(recorder.stop());
        for (Path artifact : artifacts()) {
            assertThat(Json.readObject(Files.readAllBytes(artifact))
                            .path("trust")
                            .asText())
                    .isEqualTo("UNSIGNED");
        }
        assertThat(artifacts())
                .extracting(file -> file.getFileName().toString().substring("20260509T100000Z-".length()))
                .containsExactlyInAnyOrder(
                        "kcat-binary.json", "kcat-structured.json", "sdk-binary.json", "sdk-structured.json");
    }

    @Test
    void whatKcatAndTheSdkWriteIsADeadLetterWhereItIsNot() throws Exception {
        requireKcat();
        writeAll();
        Recorder recorder = start(new AttestedRule(Trusted::nobody));
        List<String> reasons = reasons(4);
        Await.result(recorder.stop());
        assertThat(reasons).hasSize(4).allMatch(letter -> letter.contains("it is not attested"));
        assertThat(String.join("", reasons)).contains("kcat-binary", "kcat-structured", "sdk-binary", "sdk-structured");
        assertThat(artifacts()).isEmpty();
    }

    private void writeAll() throws Exception {
        CloudEvent event = event("kcat-binary");
        kcat(
                new String(event.getData().toBytes(), StandardCharsets.UTF_8),
                words(
                        "ce_specversion=1.0",
                        "ce_id=kcat-binary",
                        "ce_type=" + event.getType(),
                        "ce_source=/hosts/" + HOST,
                        "ce_subject=kata",
                        "ce_time=2026-05-09T10:00:00Z",
                        "content-type=application/json"));
        String whole = new String(EventFormat.write(event("kcat-structured")), StandardCharsets.UTF_8);
        kcat(whole, words("content-type=application/cloudevents+json; charset=UTF-8"));
        sdk(Encoding.BINARY, event("sdk-binary"));
        sdk(Encoding.STRUCTURED, event("sdk-structured"));
    }

    private static CloudEvent event(String id) {
        return CloudEventBuilder.v1(
                        EventDraft.runtime(Samples.HOST, Samples.report("kata")).numbered(1))
                .withId(id)
                .build();
    }

    /** As the SDK's documentation says, with nothing of ours. */
    private void sdk(Encoding encoding, CloudEvent event) throws Exception {
        Map<String, Object> all = Map.of(
                "bootstrap.servers",
                broker.bootstrap().get(0),
                CloudEventSerializer.ENCODING_CONFIG,
                encoding,
                CloudEventSerializer.EVENT_FORMAT_CONFIG,
                JsonFormat.CONTENT_TYPE);
        CloudEventSerializer serializer = new CloudEventSerializer();
        serializer.configure(all, false);
        try (KafkaProducer<String, CloudEvent> producer =
                new KafkaProducer<>(all, new StringSerializer(), serializer)) {
            producer.send(new ProducerRecord<>(settings.topic(), HOST, event)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Recorder start(TrustRule trust) {
        RecorderSettings wanted = RecorderSettings.of(root.resolve("artifacts")).trusting(trust);
        return Await.result(Recorder.start(log.vertx(), wanted, new Recorder.Source(bus, letters)));
    }

    private List<Path> artifacts() {
        try (Stream<Path> all = Files.walk(root.resolve("artifacts"))) {
            return all.filter(file -> file.toString().endsWith(".json") && !file.endsWith("latest.json"))
                    .toList();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The dead letters, once there are so many. */
    private List<String> reasons(int count) {
        KafkaBus dead =
                Await.result(KafkaBus.open(log.vertx(), settings.withTopic(settings.topic() + ".dead-letters")));
        Collector collector = new Collector();
        Await.result(dead.consume(Subscription.passing(new Start.Beginning()), collector));
        List<String> reasons = new ArrayList<>();
        for (Arrival arrival : collector.awaitCount(count).arrivals()) {
            reasons.add(((Arrival.Unreadable) arrival).beginning());
        }
        Await.result(dead.close());
        return reasons;
    }

    private static String[] words(String... headers) {
        List<String> words = new ArrayList<>(List.of("-P", "-k", HOST));
        for (String header : headers) {
            words.add("-H");
            words.add(header);
        }
        return words.toArray(String[]::new);
    }

    private String kcat(String input, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(KCAT.toString(), "-b", broker.bootstrap().get(0), "-t", settings.topic()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return text;
        }
    }
}
