package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.attest.TestAttestor;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.Start;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.EventFormat;
import dev.stacyvm.event.Samples;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileEventsTest {
    private static final String GOOD = new String(EventFormat.write(Samples.event()), StandardCharsets.UTF_8);

    @TempDir
    private Path root;

    private static Arguments row(String what, String reason, String body) {
        return Arguments.of(what, reason, body.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> hostile() {
        String ahead = "2026-05-11T10:00:00Z";
        return Stream.of(
                row("a host that is a path", "source", GOOD.replace("/hosts/host-a-0123abcd", "/hosts/../../etc")),
                row("a host that is two folders", "source", GOOD.replace("host-a-0123abcd", "a/b")),
                row("a host that hides", "source", GOOD.replace("host-a-0123abcd", ".incoming")),
                row(
                        "a subject that is a path",
                        "subject",
                        GOOD.replace("\"subject\":\"docker\"", "\"subject\":\"..\"")),
                row("an id that is a path", "id", GOOD.replace("\"id\":\"", "\"id\":\"../../../tmp/")),
                row("no JSON", "cannot be read", "{\"specversion\":\"1.0\""),
                row("nothing", "cannot be read", ""),
                row("another schema", "not a CloudEvent", "{\"hello\":\"world\"}"),
                row("a string for a sequence", "sequence", GOOD.replace("\"sequence\":1", "\"sequence\":\"1\"")),
                row("an unknown type", "type", GOOD.replace("certification.runtime.v1\"", "other.v1\"")),
                row("an unknown version", "type", GOOD.replace("runtime.v1\"", "runtime.v2\"")),
                row(
                        "a time far ahead",
                        "ahead",
                        GOOD.replace("\"time\":\"2026-05-09T10:00:00Z\"", "\"time\":\"" + ahead + "\"")),
                row(
                        "a clock that was never set",
                        "not of this age",
                        GOOD.replace("\"time\":\"2026-05-09T10:00:00Z\"", "\"time\":\"1970-01-01T00:00:07Z\"")),
                row(
                        "a clock of another century",
                        "not of this age",
                        GOOD.replace("\"time\":\"2026-05-09T10:00:00Z\"", "\"time\":\"+12026-05-09T10:00:00Z\"")),
                row("10 MB", "bytes long", GOOD + " ".repeat(10 << 20)),
                row("deep nesting", "cannot be read", "{\"a\":".repeat(100) + "1" + "}".repeat(100)),
                row("checks that are nothing", "check", GOOD.replace("\"status\":\"WARN\"", "\"status\":null")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void areKeptWithTheReasonAndStopNothing(String what, String reason, byte[] body) throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            // Given a hostile event before a good one
            Set<Path> outside = outside();
            fixture.log.publishRaw("h", body);
            fixture.log.publish(List.of(Samples.draft("good", 0)));

            // When
            fixture.record();

            // Then the good one is recorded, the other one told, and nothing lies anywhere else
            assertThat(fixture.refused()).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).contains(reason);
                assertThat(letter.beginning()).hasSizeLessThanOrEqualTo(1024);
            });
            assertThat(hosts(fixture)).containsExactly("good");
            assertThat(outside()).isEqualTo(outside);
        }
    }

    private Set<Path> outside() throws Exception {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(path -> !path.endsWith("artifacts")).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> hosts(RecorderFixture fixture) throws Exception {
        try (Stream<Path> all = Files.list(fixture.artifacts)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }

    @Test
    void cannotUseAnIdAgainForAnotherResult() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            // Given the same id with another body: in one batch, and later with another time and runtime
            CloudEvent event =
                    EventDraft.runtime(Samples.HOST, Samples.report("docker")).numbered(1);
            String good = new String(EventFormat.write(event), StandardCharsets.UTF_8);
            publish(fixture, good);
            publish(fixture, good.replace("answers", "forged"));
            fixture.record();
            publish(fixture, good.replace("10:00:00Z", "11:00:00Z").replace("docker", "kata"));
            publish(fixture, good);
            fixture.log.publish(List.of(Samples.draft("good", 0)));

            // When
            fixture.record();

            // Then
            assertThat(fixture.refused())
                    .hasSize(2)
                    .allSatisfy(letter -> assertThat(letter.reason()).contains("used its id before"));
            assertThat(fixture.recorded()).isEqualTo(2);
            assertThat(Files.readString(fixture.artifacts.resolve("host-a-0123abcd/docker/latest.json")))
                    .contains("answers");
        }
    }

    @Test
    void canUseTheIdOfAnotherHostForTheirOwn() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            CloudEvent event = Samples.event();
            String good = new String(EventFormat.write(event), StandardCharsets.UTF_8);
            publish(fixture, good);
            publish(fixture, good.replace("/hosts/host-a-0123abcd", "/hosts/other"));

            fixture.record();

            assertThat(fixture.recorded()).isEqualTo(2);
        }
    }

    @Test
    void cannotClaimToBeTrusted() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            ObjectNode data = Json.readObject(Samples.event().getData().toBytes());
            data.withObject("/report").put("trust", "ATTESTED").put("event_id", "forged");
            CloudEvent event = CloudEventBuilder.v1(Samples.event())
                    .withTime(OffsetDateTime.parse("2026-05-09T10:00:00Z"))
                    .withData("application/json", Json.write(data))
                    .build();
            fixture.log.publishRaw("h", EventFormat.write(event));

            fixture.record();

            ObjectNode artifact = fixture.json("host-a-0123abcd/docker/latest.json");
            assertThat(artifact.get("trust").asText()).isEqualTo("UNSIGNED");
            assertThat(artifact.get("event_id").asText()).isEqualTo(event.getId());
        }
    }

    @Test
    void cannotPassAForgedOrForeignAttestationOff() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            // Given a recorder of attested events, before which lie forged, foreign, swapped and missing attestations
            TestAttestor issuer = new TestAttestor();
            EventDraft good = issuer.attested(Samples.draft("worker-a", 0));
            EventDraft forged = new TestAttestor().attested(Samples.draft("worker-a", 1));
            EventDraft foreign =
                    Samples.draft("worker-b", 2).attested(good.attestation().orElseThrow());
            EventDraft swapped =
                    Samples.draft("worker-a", 3).attested(good.attestation().orElseThrow());
            fixture.log.publish(List.of(forged, foreign, swapped, Samples.draft("worker-a", 4), good));

            // When
            fixture.record(new AttestedRule(() -> Trusted.of(Optional.of(issuer.verifier()))));

            // Then the good one is recorded with its attestation, the others are told with the reason
            assertThat(fixture.refused())
                    .extracting(DeadLetter::reason)
                    .satisfiesExactlyInAnyOrder(
                            reason -> assertThat(reason).contains("no known key signed it"),
                            reason -> assertThat(reason).contains("it is about host \"worker-a\""),
                            reason -> assertThat(reason).contains("it is about another report"),
                            reason -> assertThat(reason).contains("not attested"));
            ObjectNode artifact = fixture.json("worker-a/docker/latest.json");
            assertThat(artifact.get("trust").asText()).isEqualTo("ATTESTED");
            assertThat(artifact.get("attestation")).isEqualTo(good.attestation().orElseThrow());
            assertThat(fixture.recorded()).isEqualTo(1);
        }
    }

    @Test
    void areToldOnceHoweverOftenTheyCome() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            fixture.log.publishRaw("h", new byte[] {1});
            fixture.record();
            fixture.record(new Start.Beginning());

            assertThat(fixture.refused()).hasSize(1);
        }
    }

    private static void publish(RecorderFixture fixture, String event) {
        fixture.log.publishRaw("h", event.getBytes(StandardCharsets.UTF_8));
    }
}
