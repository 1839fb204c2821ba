package dev.stacyvm.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts and recorders are not upgraded together. {@code published} holds the schemas and events of each kind as they were
 * first published: never change what is there. A change that fails here is a new kind, with the next version in its name.
 */
class SchemaEvolutionTest {
    private static final Set<String> WORDS = Set.of("description", "title", "$schema");
    private static final Set<String> GROWING = Set.of("properties", "$defs");

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SchemaEvolutionTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] published(EventType type) throws IOException {
        return resource("/published/" + type.type() + ".json");
    }

    private static boolean matches(byte[] schema, CloudEvent event) {
        JsonSchemaOptions options =
                new JsonSchemaOptions().setBaseUri("https://stacyvm.dev").setDraft(Draft.DRAFT202012);
        return Validator.create(JsonSchema.of(new JsonObject(Buffer.buffer(schema))), options)
                .validate(new JsonObject(Buffer.buffer(event.getData().toBytes())))
                .getValid();
    }

    static Stream<String> olderEvents() throws IOException {
        return new String(resource("/published/events.jsonl"), StandardCharsets.UTF_8).lines();
    }

    @ParameterizedTest
    @MethodSource("olderEvents")
    void whatOlderHostsSendIsStillRead(String line) throws Exception {
        CloudEvent event = EventFormat.read(line.getBytes(StandardCharsets.UTF_8));
        CertificationEvent read = CertificationEvent.from(event);
        assertThat(read.sequence()).isPositive();
        assertThat(matches(resource(read.type().schemaResource()), event)).isTrue();
    }

    @Test
    void whatWeSendIsUnderstoodByOlderReaders() throws Exception {
        CloudEvent attested =
                new TestAttestor().attested(Samples.draft("worker-a", 0)).numbered(1);
        CloudEvent identity = EventDraft.workerIdentity(Samples.HOST, "worker-a", Samples.report("docker"))
                .numbered(7);
        assertThat(matches(published(EventType.RUNTIME), Samples.event())).isTrue();
        assertThat(matches(published(EventType.RUNTIME), attested)).isTrue();
        assertThat(matches(published(EventType.WORKER_IDENTITY), identity)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaOnlyGainsMembersThatMayBeMissing(EventType type) throws Exception {
        ObjectNode before = Json.readObject(published(type));
        ObjectNode now = Json.readObject(resource(type.schemaResource()));
        assertThat(changes("", before, now)).isEmpty();
    }

    @Test
    void thatIsNoticed() throws Exception {
        ObjectNode before = Json.readObject(published(EventType.RUNTIME));
        ObjectNode now = before.deepCopy();
        now.withObject("/properties/more").put("type", "string");
        now.put("description", "other words");
        assertThat(changes("", before, now)).isEmpty();
        now.withArray("/required").add("more");
        now.withObject("/properties/sequence").put("maximum", 7);
        now.withObject("/$defs/report/properties").remove("status");
        assertThat(changes("", before, now))
                .containsExactlyInAnyOrder(
                        "/required", "/properties/sequence/maximum", "/$defs/report/properties/status");
    }

    /** Where {@code now} takes or gives anything else than {@code before}, but for members that are new. */
    private static List<String> changes(String path, JsonNode before, JsonNode now) {
        if (before instanceof ObjectNode old && now instanceof ObjectNode fresh) {
            List<String> changes = new ArrayList<>();
            Set<String> names = new TreeSet<>();
            old.fieldNames().forEachRemaining(names::add);
            if (!GROWING.contains(path.substring(path.lastIndexOf('/') + 1))) {
                fresh.fieldNames().forEachRemaining(names::add);
                names.removeAll(WORDS);
            }
            names.forEach(name -> changes.addAll(changes(path + "/" + name, old.path(name), fresh.path(name))));
            return changes;
        }
        return same(before, now) ? List.of() : List.of(path);
    }

    private static boolean same(JsonNode before, JsonNode now) {
        if (before instanceof ArrayNode old && now instanceof ArrayNode fresh) {
            return words(old).equals(words(fresh));
        }
        return before.equals(now);
    }

    private static Set<String> words(ArrayNode array) {
        Set<String> words = new TreeSet<>();
        array.forEach(word -> words.add(word.toString()));
        return words;
    }
}
