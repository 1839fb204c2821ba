package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.wire.Json;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Cases kept as data beside the tests. */
final class Corpus {
    private Corpus() {}

    static List<JsonNode> read(String file) throws Exception {
        try (InputStream in = Corpus.class.getResourceAsStream(file)) {
            return StreamSupport.stream(
                            Json.read(in.readAllBytes(), JsonNode.class).spliterator(), false)
                    .toList();
        }
    }

    /** The object with each member of the patch in place of its own; a null takes it away. */
    static ObjectNode patched(ObjectNode base, JsonNode patch) {
        ObjectNode result = base.deepCopy();
        patch.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                result.remove(member.getKey());
            } else if (value.isObject() && result.path(member.getKey()) instanceof ObjectNode own) {
                result.set(member.getKey(), patched(own, value));
            } else {
                result.set(member.getKey(), value);
            }
        });
        return result;
    }

    /** Each row that a case quotes says so; the texts are by the row's name without its prefix. */
    static void assertSaid(List<CheckResult> rows, String prefix, JsonNode says) {
        says.properties()
                .forEach(said -> assertThat(rows)
                        .filteredOn(row -> row.name().equals(prefix + said.getKey()))
                        .singleElement()
                        .satisfies(row -> assertThat(row.message())
                                .contains(said.getValue().asText())));
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }
}
