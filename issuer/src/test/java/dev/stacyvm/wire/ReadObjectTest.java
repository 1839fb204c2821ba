package dev.stacyvm.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadObjectTest {
    @Test
    void readsMembersOfEveryKind() throws InvalidJson {
        ReadObject object = read("{\"text\":\"a\",\"whole\":-7,\"flag\":true,\"inner\":{\"b\":9223372036854775807},"
                + "\"texts\":[\"x\",\"y\"],\"objects\":[{\"z\":1}],\"time\":1767225600.9}");

        assertThat(object.text("text")).contains("a");
        assertThat(object.whole("whole")).contains(-7L);
        assertThat(object.flag("flag")).contains(true);
        assertThat(object.object("inner").orElseThrow().whole("b")).contains(Long.MAX_VALUE);
        assertThat(object.texts("texts")).contains(List.of("x", "y"));
        assertThat(object.objects("objects").orElseThrow().get(0).whole("z")).contains(1L);
        assertThat(object.seconds("time")).contains(1767225600L);
    }

    @Test
    void whatIsAbsentOrNullIsEmpty() throws InvalidJson {
        ReadObject object = read("{\"text\":null}");

        assertThat(object.text("text")).isEmpty();
        assertThat(object.whole("whole")).isEmpty();
        assertThat(object.texts("texts")).isEmpty();
        assertThat(object.object("inner")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[]", "{}", "[\"a\"]", "1.5"})
    void whatIsNoTextIsNotTakenForOne(String other) throws InvalidJson {
        assertThat(read("{\"ttl\":" + other + "}").text("ttl")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "1.0", "9223372036854775808", "{}"})
    void whatIsNoWholeNumberOfALongIsNotTakenForOne(String other) throws InvalidJson {
        assertThat(read("{\"generation\":" + other + "}").whole("generation")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[null]", "{}", "\"a\"", "[\"a\",[]]"})
    void whatIsNoListOfTextsIsNotTakenForOne(String other) throws InvalidJson {
        assertThat(read("{\"words\":" + other + "}").texts("words")).isEmpty();
    }

    @Test
    void keepsTheOrderOfNames() throws InvalidJson {
        assertThat(read("{\"b\":1,\"a\":2,\"c\":null}").names()).containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"a\"",
                "{",
                "{}{}",
                "{} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1,}",
                "// c\n{}"
            })
    void refusesWhatTheMapperRefuses(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJson.class);
        assertThatThrownBy(() -> Json.readObject(text.getBytes(UTF_8))).isInstanceOf(InvalidJson.class);
    }

    @Test
    void refusesWhatIsTooDeepOrNotUtf8() {
        String deep = "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}";

        assertThatThrownBy(() -> read(deep)).isInstanceOf(InvalidJson.class);
        assertThatThrownBy(() -> ReadObject.of(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isInstanceOf(InvalidJson.class)
                .hasMessageContaining("UTF-8");
    }

    /** Nothing of another program's JSON, which may hold a secret, comes into a log. */
    @Test
    void theMessageRepeatsNothingOfTheInput() {
        assertThatThrownBy(() -> read("{\"a\":\"hush\",\"hush\"}"))
                .isInstanceOf(InvalidJson.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("hush");
    }

    @Property
    void readsWhatWasPrinted(
            @ForAll boolean flag, @ForAll long number, @ForAll String word, @ForAll @Size(max = 8) List<String> words)
            throws InvalidJson {
        String sound = new String(word.getBytes(UTF_8), UTF_8);
        List<String> sounds = words.stream()
                .map(each -> new String(each.getBytes(UTF_8), UTF_8))
                .toList();
        byte[] json = new PrintedObject()
                .with("flag", flag)
                .with("word", sound)
                .with("words", sounds)
                .with("inner", Map.of("number", number))
                .compact();

        ReadObject read = ReadObject.of(json);

        assertThat(read.flag("flag")).contains(flag);
        assertThat(read.text("word")).contains(sound);
        assertThat(read.texts("words")).contains(sounds);
        assertThat(read.object("inner").orElseThrow().whole("number")).isEqualTo(Optional.of(number));
    }

    @Property
    void whateverTheBytesNothingButInvalidJsonIsThrown(@ForAll byte[] bytes) {
        try {
            ReadObject.of(bytes);
        } catch (InvalidJson refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static ReadObject read(String text) throws InvalidJson {
        return ReadObject.of(text.getBytes(UTF_8));
    }
}
