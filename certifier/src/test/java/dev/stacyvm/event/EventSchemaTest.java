package dev.stacyvm.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.attest.TestAttestor;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {
    private static final CloudEvent RUNTIME = Samples.event();
    private static final CloudEvent IDENTITY = EventDraft.workerIdentity(
                    Samples.HOST, "worker-a", Samples.report("docker"))
            .numbered(7);

    private static JsonObject resource(String name) throws IOException {
        try (InputStream in = EventSchemaTest.class.getResourceAsStream(name)) {
            return new JsonObject(Buffer.buffer(in.readAllBytes()));
        }
    }

    private static boolean matches(EventType type, byte[] data) throws IOException {
        JsonSchemaOptions options =
                new JsonSchemaOptions().setBaseUri("https://stacyvm.dev").setDraft(Draft.DRAFT202012);
        return Validator.create(JsonSchema.of(resource(type.schemaResource())), options)
                .validate(new JsonObject(Buffer.buffer(data)))
                .getValid();
    }

    private static ObjectNode data() throws Exception {
        return Json.readObject(RUNTIME.getData().toBytes());
    }

    @ParameterizedTest
    @EnumSource
    void namesItself(EventType type) throws IOException {
        assertThat(resource(type.schemaResource()).getString("$id"))
                .isEqualTo(type.schema().toString());
    }

    @Test
    void matchesRealEvents() throws Exception {
        assertThat(matches(EventType.RUNTIME, RUNTIME.getData().toBytes())).isTrue();
        assertThat(matches(EventType.WORKER_IDENTITY, IDENTITY.getData().toBytes()))
                .isTrue();
    }

    @Test
    void matchesAttestedEventsAndNoHalfEnvelope() throws Exception {
        EventDraft draft = new TestAttestor().attested(Samples.draft("worker-a", 0));
        ObjectNode data = Json.readObject(draft.numbered(1).getData().toBytes());
        assertThat(matches(EventType.RUNTIME, Json.write(data))).isTrue();

        data.withObject("/attestation").remove("signatures");
        assertThat(matches(EventType.RUNTIME, Json.write(data))).isFalse();
    }

    @Test
    void allowsMembersOfNewerVersions() throws Exception {
        ObjectNode data = data();
        data.withObject("/report").put("fingerprint", "x");

        assertThat(matches(EventType.RUNTIME, Json.write(data))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/sequence", "/report", "/report/status", "/report/checks", "/report/host", "/report/host/os"})
    void refusesAnEventThatLacksAMember(String pointer) throws Exception {
        // Given
        ObjectNode data = data();
        int last = pointer.lastIndexOf('/');
        JsonNode parent = data.at(pointer.substring(0, last));
        ((ObjectNode) parent).remove(pointer.substring(last + 1));

        // Then neither the schema nor the reader takes it
        assertThat(matches(EventType.RUNTIME, Json.write(data))).isFalse();
        assertThat(CertificationEventTest.refusal(CertificationEventTest.withData(data)))
                .isNotEmpty();
    }

    @Test
    void isReferredToByTheAsyncApiDocumentForEveryType() throws IOException {
        // Given
        JsonObject messages =
                resource("/schemas/asyncapi.json").getJsonObject("components").getJsonObject("messages");

        // When
        List<String> schemas = new ArrayList<>();
        for (Map.Entry<String, Object> message : messages) {
            JsonObject payload = ((JsonObject) message.getValue()).getJsonObject("payload");
            schemas.add("/schemas/" + payload.getJsonObject("schema").getString("$ref"));
        }

        // Then
        assertThat(schemas)
                .containsExactlyInAnyOrder(
                        EventType.RUNTIME.schemaResource(), EventType.WORKER_IDENTITY.schemaResource());
    }

    @Test
    void describesTheEnvelopeOfRealEvents() throws IOException {
        // Given
        JsonObject envelope = resource("/schemas/asyncapi.json")
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("runtimeEnvelope");
        JsonObject event = new JsonObject(Buffer.buffer(EventFormat.write(RUNTIME)));

        // Then
        JsonSchemaOptions options =
                new JsonSchemaOptions().setBaseUri("https://stacyvm.dev").setDraft(Draft.DRAFT202012);
        assertThat(Validator.create(JsonSchema.of(envelope), options)
                        .validate(event)
                        .getValid())
                .isTrue();
        assertThat(event.getString("dataschema"))
                .isEqualTo(EventType.RUNTIME.schema().toString());
    }
}
