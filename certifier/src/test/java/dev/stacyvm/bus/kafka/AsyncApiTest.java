package dev.stacyvm.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.EventType;
import dev.stacyvm.event.Samples;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the published document says of a topic, beside what is sent there. */
class AsyncApiTest {
    private ObjectNode document;

    @BeforeEach
    void read() throws Exception {
        try (InputStream in = AsyncApiTest.class.getResourceAsStream("/schemas/asyncapi.json")) {
            document = Json.readObject(in.readAllBytes());
        }
    }

    private static boolean matches(JsonNode schema, JsonNode value) {
        JsonSchemaOptions options =
                new JsonSchemaOptions().setBaseUri("https://stacyvm.dev").setDraft(Draft.DRAFT202012);
        return Validator.create(JsonSchema.of(object(schema)), options)
                .validate(object(value))
                .getValid();
    }

    private static JsonObject object(JsonNode node) {
        return new JsonObject(Buffer.buffer(Json.write(node)));
    }

    private static ObjectNode headers(ProducerRecord<?, byte[]> record) {
        ObjectNode headers = Json.object();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    /** The message of {@code name}, its references followed. */
    private JsonNode message(String name) {
        return document.at("/components/messages/" + name);
    }

    private JsonNode followed(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void describes(String message, EventType type, CloudEvent event) {
        ProducerRecord<?, byte[]> record = Sending.record("topic", event);
        assertThat(message(message).path("name").asText()).isEqualTo(type.type());
        assertThat(matches(followed(message(message).path("headers")), headers(record)))
                .isTrue();
        assertThat("/schemas/" + message(message).at("/payload/schema/$ref").asText())
                .isEqualTo(type.schemaResource());
        ObjectNode wrong = headers(record).put("ce_type", "another");
        assertThat(matches(followed(message(message).path("headers")), wrong)).isFalse();
    }

    @Test
    void describesTheRecordsOfBothKinds() {
        describes("runtime", EventType.RUNTIME, Samples.event());
        describes(
                "workerIdentity",
                EventType.WORKER_IDENTITY,
                EventDraft.workerIdentity(Samples.HOST, "worker-a", Samples.report("docker"))
                        .numbered(7));
    }

    @Test
    void describesDeadLetters() throws Exception {
        DeadLetter letter = new DeadLetter("recorder/x", new Position("1-2-3"), "id", "its type is not known", "{");
        ProducerRecord<byte[], byte[]> record = DeadLetterTopic.record("topic", letter);
        assertThat(matches(followed(message("deadLetter").path("payload")), Json.readObject(record.value())))
                .isTrue();
        assertThat(matches(followed(message("deadLetter").path("headers")), headers(record)))
                .isTrue();
    }

    @Test
    void namesTheTopicsThatAreUsed() {
        assertThat(Stream.of("certifications", "deadLetters")
                        .map(channel ->
                                document.at("/channels/" + channel + "/address").asText()))
                .containsExactly(KafkaSettings.TOPIC, KafkaSettings.TOPIC + DeadLetterTopic.ENDING);
    }

    @Test
    void refersToNothingThatIsMissing() {
        assertThat(document.findValuesAsText("$ref").stream().filter(ref -> ref.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isObject())
                        .as(ref)
                        .isTrue());
        assertThat(document.findValuesAsText("$ref").stream().filter(ref -> !ref.startsWith("#")))
                .hasSize(EventType.values().length)
                .allSatisfy(ref -> assertThat(AsyncApiTest.class.getResource("/schemas/" + ref))
                        .as(ref)
                        .isNotNull());
    }
}
