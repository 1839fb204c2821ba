package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void oneOptionWithoutTheOtherIsRefusedAndNotSkipped() throws Exception {
        Files.writeString(folder.resolve("key"), "an-api-key");

        assertThat(run("--stacyvm-url", "http://127.0.0.1:1").exit()).isEqualTo(2);
        assertThat(run("--stacyvm-api-key-file", "key").err()).contains("need each other");
    }

    @Test
    void aServerThatDoesNotAnswerFailsTheRunAndNoRowOfItPasses() throws Exception {
        Files.writeString(folder.resolve("key"), "an-api-key");

        Run run = run("--stacyvm-url", "http://127.0.0.1:1", "--stacyvm-api-key-file", "key");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("[FAIL] stacyvm.ready: http://127.0.0.1:1", "[SKIP] stacyvm.destroy")
                .doesNotContain("[PASS] stacyvm.");
        assertThat(run.out() + run.err()).doesNotContain("an-api-key");
    }

    private Run run(String... options) {
        String[] words = new String[3 + options.length];
        System.arraycopy(new String[] {"certify", "runtime", "proot"}, 0, words, 0, 3);
        System.arraycopy(options, 0, words, 3, options.length);
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "STACYVM_STATE_DIR",
                folder.resolve("state").toString());
        return Run.with(folder, "", environment, words);
    }
}
