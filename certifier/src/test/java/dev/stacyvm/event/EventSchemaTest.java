package dev.stacyvm.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

    /** Every member in turn is taken away, or made something else; what the schema then refuses, the reader refuses too. */
    @Test
    void theReaderTakesNothingThatTheSchemaRefuses() throws Exception {
        List<String> taken = new ArrayList<>();
        for (String pointer : pointers("", data())) {
            for (JsonNode other : List.of(
                    MissingNode.getInstance(),
                    NullNode.getInstance(),
                    BooleanNode.TRUE,
                    new IntNode(-1),
                    new TextNode("no such thing"),
                    Json.object(),
                    JsonNodeFactory.instance.arrayNode().add(1))) {
                ObjectNode data = data();
                put(data, pointer, other);
                if (!matches(EventType.RUNTIME, Json.write(data)) && isTaken(data)) {
                    taken.add(pointer + " = " + other);
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    private static boolean isTaken(ObjectNode data) throws Exception {
        try {
            CertificationEvent.from(CertificationEventTest.withData(data));
            return true;
        } catch (InvalidEvent refused) {
            return false;
        }
    }

    private static List<String> pointers(String path, JsonNode node) {
        List<String> pointers = new ArrayList<>();
        if (!path.isEmpty()) {
            pointers.add(path);
        }
        node.properties().forEach(member -> pointers.addAll(pointers(path + "/" + member.getKey(), member.getValue())));
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            pointers.addAll(pointers(path + "/" + index, node.get(index)));
        }
        return pointers;
    }

    private static void put(ObjectNode data, String pointer, JsonNode other) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        JsonNode parent = data.at(pointer.substring(0, last));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), other.isMissingNode() ? NullNode.getInstance() : other);
        } else if (other.isMissingNode()) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, other);
        }
    }
}
