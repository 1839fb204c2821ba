package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileYamlTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("server: &a {port: 1}", "stacyvm.yaml:1: anchors and aliases"),
                Arguments.of("server: {host: hi}\nworker:\n  id: *hunter2\n", "stacyvm.yaml:3: anchors and aliases"),
                Arguments.of("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "stacyvm.yaml:1: anchors and aliases"),
                Arguments.of("server: {<<: {port: 1}}", "stacyvm.yaml:1: a merge (<<) is not taken"),
                Arguments.of("server: !!java.net.URL [x]", "stacyvm.yaml:1: a tag (!)"),
                Arguments.of("server: {host: !env HOME}", "stacyvm.yaml:1: a tag (!)"),
                Arguments.of("server: {host: !!binary aGk=}", "stacyvm.yaml:1: a tag (!)"),
                Arguments.of("auth: {api_key: !hunter2!x y}", "stacyvm.yaml:1: this is not YAML"),
                Arguments.of("server: {port: 1}\nserver: {port: 2}\n", "stacyvm.yaml:2: server: it is written twice"),
                Arguments.of("server: {port: 1, PORT: 2}", "stacyvm.yaml:1: server.port: it is written twice"),
                Arguments.of("server: {port: 1}\nserver.port: 2\n", "stacyvm.yaml:2: server.port: it is written twice"),
                Arguments.of(
                        "auth: {worker_tokens: {a: x, a: y}}",
                        "stacyvm.yaml:1: auth.worker_tokens: \"a\" is written twice"),
                Arguments.of("server: {port: 1}\n---\nserver: {port: 2}\n", "stacyvm.yaml:2: a second document"),
                Arguments.of("- a\n- b\n", "stacyvm.yaml:1: the file does not begin with a section"),
                Arguments.of("hello", "stacyvm.yaml:1: the file does not begin with a section"),
                Arguments.of("server:\n\tport: 1\n", "stacyvm.yaml:2: a tab is not allowed"),
                Arguments.of("server:\n  port: 1\n bad: [\n", "stacyvm.yaml:3: this is not YAML at column"),
                Arguments.of("server: {host: 'open\n", "stacyvm.yaml:2: this is not YAML"),
                Arguments.of("server: {host: \"\\UFFFFFFFF\"}", "stacyvm.yaml"),
                Arguments.of("server: {host: \u0000}", "stacyvm.yaml: this is not YAML"),
                Arguments.of("[".repeat(500_000), "stacyvm.yaml:1: this is nested deeper"),
                Arguments.of("- ".repeat(500_000), "stacyvm.yaml:1: this is nested deeper"),
                Arguments.of("{a: ".repeat(250_000), "stacyvm.yaml:1: this is nested deeper"),
                Arguments.of("? ".repeat(500_000), "stacyvm.yaml:1: this is nested deeper"),
                Arguments.of("#".repeat(10_000_000), "stacyvm.yaml: the file is larger than 1 MiB"),
                Arguments.of("[a]: b", "stacyvm.yaml:1: a name is a list or a mapping"),
                Arguments.of("server: 5", "stacyvm.yaml:1: server: it is a section"),
                Arguments.of("server: [a]", "stacyvm.yaml:1: server: it is a section"),
                Arguments.of("server: {host: [a]}", "stacyvm.yaml:1: server.host: it is a list or a mapping"),
                Arguments.of(
                        "server: {cors_allowed_origins: {a: b}}",
                        "stacyvm.yaml:1: server.cors_allowed_origins: it is a mapping"),
                Arguments.of(
                        "auth: {worker_signing_keys: [[a]]}",
                        "stacyvm.yaml:1: auth.worker_signing_keys: it holds a list"),
                Arguments.of("auth: {worker_tokens: [a]}", "stacyvm.yaml:1: auth.worker_tokens: it is a list"),
                Arguments.of(
                        "auth: {worker_tokens: text}",
                        "stacyvm.yaml:1: auth.worker_tokens: a map cannot be written as one value"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String yaml, String told) {
        assertThat(Loads.problems(Loads.yaml(yaml)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(told);
    }

    @Test
    void aSyntaxErrorQuotesNothingOfTheFile() {
        List<String> secrets = List.of(
                "auth: {api_key: *hunter2}",
                "auth: {api_key: !hunter2!x y}",
                "auth:\n  api_key: @hunter2\n",
                "auth:\n  api_key: hunter2: x\n",
                "auth:\n  api_key: %hunter2\n",
                "auth:\n  api_key: 'hunter2\n");
        for (String yaml : secrets) {
            assertThat(Loads.yaml(yaml)).isInstanceOf(LoadResult.Invalid.class);
            assertThat(Loads.yaml(yaml).toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void takesWhatYaml12Takes() {
        Configuration configuration =
                Loads.good("\uFEFF%YAML 1.2\n---\n# all of it\nserver: {host: no, port: !!int 80}\n...\n");
        assertThat(configuration.server().host()).isEqualTo("no");
        assertThat(configuration.server().port()).isEqualTo(80);
    }

    @ParameterizedTest
    @MethodSource
    void leavesTheDefaults(String yaml) {
        assertThat(Loads.good(yaml).server()).isEqualTo(Configuration.defaults().server());
    }

    static Stream<String> leavesTheDefaults() {
        return Stream.of("", "\n\n# nothing\n", "~", "---\n", "server:\n", "server: {port: ~, host: null}");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThat(Loads.problems(Loads.bytes(new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28}, Map.of())))
                .containsExactly("stacyvm.yaml: the file is not UTF-8 text; save it as UTF-8");
    }

    @Property
    void loadingNeverThrowsOnArbitraryBytes(@ForAll byte[] bytes) {
        assertThat(Loads.bytes(bytes, Map.of())).isNotNull();
    }

    @Property
    void loadingNeverThrowsOnWhatLooksLikeYaml(@ForAll("nearlyYaml") String text) {
        assertThat(Loads.bytes(text.getBytes(StandardCharsets.UTF_8), Map.of())).isNotNull();
    }

    @Provide
    Arbitrary<String> nearlyYaml() {
        return Arbitraries.of(
                        "server",
                        "worker",
                        "auth",
                        "port",
                        "worker_tokens",
                        ":",
                        ": ",
                        "\n",
                        "\n  ",
                        "\t",
                        "- ",
                        "? ",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "&a",
                        "*a",
                        "!",
                        "!!",
                        "!<",
                        "!%",
                        "tag:",
                        "\"",
                        "'",
                        "\\",
                        "\\U",
                        "\\x",
                        "FFFFFFFF",
                        "|",
                        ">",
                        "|9",
                        "#",
                        "---",
                        "...",
                        "%YAML 1.1\n",
                        "%YAML 9.1\n",
                        "%TAG ! x\n",
                        "~",
                        "<<",
                        "0x",
                        "-",
                        "\u0085",
                        "\u2028",
                        "\uFEFF",
                        "\uD83D\uDE00",
                        "\u0000")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
