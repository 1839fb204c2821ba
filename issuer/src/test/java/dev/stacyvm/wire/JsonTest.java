package dev.stacyvm.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void writesWhatGoWritesByteForByte() {
        String tricky = "<a>&\"\\\b\f\n\r\t\u0001\u001f\u007f/\u2028\u2029é😀";

        assertThat(text(List.of(tricky)))
                .isEqualTo("[\"\\u003ca\\u003e\\u0026\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\u007f/\\u2028\\u2029é😀\"]");
    }

    @Test
    void writesMembersInDeclarationOrderUnderSnakeCaseNamesWithNulls() {
        WorkerView view = new WorkerView("a", "h", "online", null, List.of(), null, "t1", "t2", "t3", false);

        assertThat(text(view))
                .isEqualTo("{\"id\":\"a\",\"hostname\":\"h\",\"status\":\"online\",\"providers\":null,"
                        + "\"capabilities\":[],\"capacity\":null,\"last_heartbeat\":\"t1\",\"created_at\":\"t2\","
                        + "\"updated_at\":\"t3\",\"stale\":false}");
    }

    @Test
    void writesIndentedWithOneLineEnd() {
        assertThat(Json.pretty(new StatusReply("ok"))).isEqualTo("{\n  \"status\": \"ok\"\n}\n");
    }

    @Test
    void replacesALoneSurrogateRatherThanFail() throws InvalidJson {
        StatusReply smuggled = Json.read("{\"status\":\"a\\ud800b\"}".getBytes(UTF_8), StatusReply.class);

        assertThat(text(smuggled)).isEqualTo("{\"status\":\"a\ufffdb\"}");
    }

    @Property
    void readsBackWhatItWrote(@ForAll List<String> words) throws InvalidJson {
        List<String> sound = words.stream()
                .map(word -> new String(word.getBytes(UTF_8), UTF_8))
                .toList();

        assertThat(Arrays.asList(Json.read(Json.write(sound), String[].class))).isEqualTo(sound);
    }

    @Property
    void printsAnObjectAsTheMapperDoes(
            @ForAll boolean flag, @ForAll long number, @ForAll String word, @ForAll List<String> words) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("n", number);
        inner.put("word", word);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("flag", flag);
        members.put("number", number);
        members.put("word", word);
        if (!word.isEmpty()) {
            members.put("a<b", word);
        }
        if (!words.isEmpty()) {
            members.put("words", words);
        }
        members.put("inner", inner);

        PrintedObject printed = new PrintedObject()
                .with("flag", flag)
                .with("number", number)
                .with("word", word)
                .withGiven("a<b", word)
                .withGiven("words", words)
                .with("inner", inner);

        assertThat(printed.pretty()).isEqualTo(Json.pretty(members));
        assertThat(printed.compact()).isEqualTo(Json.write(members));
    }

    @Test
    void ignoresMembersItDoesNotKnow() throws InvalidJson {
        assertThat(Json.read("{\"ttl\":\"30s\",\"resource_id\":\"sb-1\"}".getBytes(UTF_8), LeaseRequest.class))
                .isEqualTo(new LeaseRequest("30s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "\"\"",
                "[]",
                "3",
                "{",
                "{}{}",
                "{} x",
                "{\"ttl\":1}",
                "{\"ttl\":true}",
                "{\"ttl\":[\"30s\"]}",
                "{\"ttl\":\"1s\",\"ttl\":\"2s\"}",
                "{'ttl':'1s'}",
                "{\"ttl\":\"\n\"}",
                "\ufeff{}"
            })
    void refusesWhatIsNotOneSuchValue(String body) {
        assertThatThrownBy(() -> Json.read(body.getBytes(UTF_8), LeaseRequest.class))
                .isInstanceOf(InvalidJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "\"1\"", "9223372036854775808", "true"})
    void takesOnlyPlainIntegersAsIntegers(String number) {
        assertThatThrownBy(() -> Json.read(("{\"generation\":" + number + "}").getBytes(UTF_8), ReleaseRequest.class))
                .isInstanceOf(InvalidJson.class);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xff, '"'}, JsonNode.class))
                .isInstanceOf(InvalidJson.class)
                .hasMessage("the body is not UTF-8");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        String deep = "[".repeat(33) + "]".repeat(33);

        assertThatThrownBy(() -> Json.read(deep.getBytes(UTF_8), JsonNode.class))
                .isInstanceOf(InvalidJson.class);
    }

    @Test
    void neverRepeatsTheInputInItsMessage() {
        assertThatThrownBy(() -> Json.read("{\"ttl\": hunter2}".getBytes(UTF_8), LeaseRequest.class))
                .isInstanceOf(InvalidJson.class)
                .message()
                .contains("line 1")
                .doesNotContain("hunter2");
    }

    @Test
    void refusesATreeThatIsNotAnObject() {
        assertThatThrownBy(() -> Json.readObject("[1]".getBytes(UTF_8)))
                .isInstanceOf(InvalidJson.class)
                .hasMessage("the body is not a JSON object");
    }

    @Test
    void keepsAMintedTokenOutOfItsText() {
        assertThat(new TokenReply("hidden", "id", "worker-a", "t").toString()).doesNotContain("hidden");
    }

    private static String text(Object value) {
        return new String(Json.write(value), UTF_8);
    }
}
