package dev.stacyvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.config.Key;
import dev.stacyvm.config.KeyTable;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLintCommandTest {
    @TempDir
    Path folder;

    @Test
    void tellsALineForEachRowAndAFixUnderWhatDidNotPass() {
        Run run = lint();

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("[PASS] config: ").contains("[WARN] auth.enabled: ", "\n      fix: set ");
    }

    @Test
    void endsWithTheCountOfWhatFailed() throws IOException {
        write("server: {port: x}\nwroker: {id: a}\n");

        Run run = lint("--file", "stacyvm.yaml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("[FAIL] config: ", "[FAIL] config.unknown_key: ", "fix: did you mean worker?");
        assertThat(run.err().strip()).isEqualTo("config lint found 2 failing check(s)");
    }

    @Test
    void failsInProductionWhatElseOnlyWarns() throws IOException {
        write("auth: {enabled: false}\n");

        assertThat(lint().exit()).isZero();
        assertThat(lint("--production").exit()).isEqualTo(1);
        assertThat(lint("--production").out()).contains("[FAIL] auth.enabled: ");
    }

    @Test
    void aNamedFileThatIsMissingIsOneSentence() {
        Run run = lint("--file", "nowhere.yaml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("stacyvm: nowhere.yaml does not exist").hasLineCount(1);
    }

    @Test
    void tellsTheOneShapeAsPureJson() throws Exception {
        Run run = lint("--production", "--format", "json");

        var report = Json.readObject(run.out().getBytes(UTF_8));
        assertThat(report.fieldNames())
                .toIterable()
                .startsWith("generated_at", "status", "host", "checks")
                .contains("mode");
        assertThat(report.path("status").asText()).isEqualTo("FAIL");
        assertThat(report.path("checks").path(0).path("name").asText()).isEqualTo("config");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void tellsAsATestSuiteToo() {
        assertThat(lint("--format", "junit").out())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"StacyVM config lint\"");
    }

    /** Every key there is, each with its last two letters swapped. */
    @Test
    void namesEveryMistypedKeyWithItsSuggestionInOneRun() throws IOException {
        StringBuilder yaml = new StringBuilder();
        KeyTable.all().forEach(key -> yaml.append(mistyped(key)).append(": x\n"));
        write(yaml.toString());

        Run run = lint();

        assertThat(run.exit()).isEqualTo(1);
        KeyTable.all()
                .forEach(key -> assertThat(run.out())
                        .contains(": " + mistyped(key) + ": there is no such key\n      fix: did you mean " + key.path()
                                + "?\n"));
    }

    private static String mistyped(Key key) {
        String path = key.path();
        int end = path.length();
        return path.substring(0, end - 2) + path.charAt(end - 1) + path.charAt(end - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n",
                "server: &s {port: 1}\n",
                "server: {<<: {port: 1}}\n",
                "server: {port: 1}\n---\nserver: {port: 2}\n",
                "server: !!java.net.URL [x]\n",
                "server: [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]\n",
                "\0",
                "server: {port: 1}\nserver: {port: 2}\n",
                "server:\n\tport: 1\n",
                "- a\n- b\n",
                "just words\n"
            })
    void whatIsNoYamlOfOursIsRefusedInOneSentence(String yaml) throws IOException {
        write(yaml);

        Run run = lint();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> line.startsWith("[FAIL]"))).hasSize(1);
        assertThat(run.err()).hasLineCount(1);
    }

    @Test
    void aFileOfTenMegabytesIsRefused() throws IOException {
        write(IntStream.range(0, 400_000)
                .mapToObj(at -> "# 0123456789 0123456789")
                .collect(Collectors.joining("\n")));

        assertThat(lint().out()).isEqualTo("""
                        [FAIL] config: stacyvm.yaml: the file is larger than 1 MiB
                              fix: remove what is not configuration
                        """);
    }

    @Test
    void neverShowsASecret() {
        Run run = Run.with(
                folder,
                "",
                Map.of("STACYVM_AUTH_API_KEY", "hunter2"),
                "config",
                "lint",
                "--production",
                "--format",
                "json");

        assertThat(run.out() + run.err()).contains("auth.api_key").doesNotContain("hunter2");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), yaml);
    }

    private Run lint(String... more) {
        return Run.of(
                folder,
                Stream.concat(Stream.of("config", "lint"), Arrays.stream(more)).toArray(String[]::new));
    }
}
