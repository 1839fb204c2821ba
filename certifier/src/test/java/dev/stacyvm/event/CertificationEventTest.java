package dev.stacyvm.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificationEventTest {
    private static final CloudEvent GOOD = Samples.event();

    static CloudEvent withData(ObjectNode data) {
        return CloudEventBuilder.v1(GOOD)
                .withData("application/json", Json.write(data))
                .build();
    }

    static String refusal(CloudEvent event) {
        InvalidEvent invalid = catchThrowableOfType(InvalidEvent.class, () -> CertificationEvent.from(event));
        assertThat(invalid).as("refusal of %s", event).isNotNull();
        return invalid.getMessage();
    }

    private static Arguments change(String what, UnaryOperator<io.cloudevents.core.v1.CloudEventBuilder> change) {
        return Arguments.of(what, change.apply(CloudEventBuilder.v1(GOOD)).build());
    }

    private static Arguments report(String what, Consumer<ObjectNode> change) throws Exception {
        ObjectNode data = Json.readObject(GOOD.getData().toBytes());
        change.accept(data.withObject("/report"));
        return Arguments.of(what, withData(data));
    }

    static Stream<Arguments> hostile() throws Exception {
        byte[] notJson = "not json".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                change("type", event -> event.withType("com.example.other")),
                change("type", event -> event.withType("stacyvm.certification.runtime.v2")),
                change("source", event -> event.withSource(URI.create("/hosts/../../etc"))),
                change("source", event -> event.withSource(URI.create("/hosts/"))),
                change("subject", event -> event.withSubject("../x")),
                change("subject", event -> event.withSubject("Docker")),
                change("subject", event -> event.withSubject("worker-identity-a")),
                change("subject", event -> event.withSubject(null)),
                change("another runtime", event -> event.withSubject("kata")),
                change("id", event -> event.withId("../../id")),
                change("id", event -> event.withId("a".repeat(129))),
                change("time", event -> event.withTime(null)),
                change("time", event -> event.withTime(OffsetDateTime.parse("1999-01-01T00:00:00Z"))),
                change("time", event -> event.withTime(OffsetDateTime.MAX)),
                change("application/json", event -> event.withData("text/plain", notJson)),
                change("data", event -> event.withData("application/json", notJson)),
                change("data", event -> event.withData("application/json", "[]".getBytes(StandardCharsets.UTF_8))),
                change(
                        "data",
                        event -> event.withData(
                                "application/json", "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8))),
                report("status", report -> report.put("status", "WARN")),
                report("generated_at", report -> report.put("generated_at", 5)),
                report("host", report -> report.remove("host")),
                report("checks", report -> report.put("checks", "none")),
                report("check", report -> report.withArray("checks").add(1)),
                report("check", report -> report.withArray("checks").addObject().put("status", "GOOD")));
    }

    @Test
    void readsWhatWasDrafted() throws InvalidEvent {
        // Given
        EventDraft draft = EventDraft.runtime(Samples.HOST, Samples.report("gvisor"));

        // When it travels as JSON
        CertificationEvent event = CertificationEvent.from(EventFormat.read(EventFormat.write(draft.numbered(42))));

        // Then
        assertThat(event.id()).isEqualTo(draft.id());
        assertThat(event.host()).isEqualTo(Samples.HOST);
        assertThat(event.type()).isEqualTo(EventType.RUNTIME);
        assertThat(event.subject()).isEqualTo("gvisor");
        assertThat(event.time()).isEqualTo(draft.time());
        assertThat(event.sequence()).isEqualTo(42);
        assertThat(Json.write(event.report())).isEqualTo(Json.write(Samples.report("gvisor")));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("hostile")
    void refusesAndSaysWhy(String what, CloudEvent event) {
        assertThat(refusal(event)).contains(what);
    }

    @Test
    void refusesSequencesThatAreNoNumberFromOne() throws Exception {
        for (String sequence : List.of("0", "-1", "1.5", "\"1\"", "null", "9223372036854775808", "1e3")) {
            String data = new String(GOOD.getData().toBytes(), StandardCharsets.UTF_8)
                    .replace("\"sequence\":1", "\"sequence\":" + sequence);
            CloudEvent event = CloudEventBuilder.v1(GOOD)
                    .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                    .build();
            assertThat(refusal(event)).contains("sequence");
        }
    }

    @Test
    void showsNothingUnprintableOfWhatItRefuses() {
        CloudEvent event = CloudEventBuilder.v1(GOOD)
                .withType("evil\u001b[31m\n" + "x".repeat(1000))
                .build();

        assertThat(refusal(event)).doesNotContain("\u001b", "\n").hasSizeLessThan(120);
    }
}
