package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "worker, INFO, json, System.out",
        "issuer serve, INFO, json, System.out",
        "up, INFO, pretty, System.out",
        "sidecar --once, OFF, pretty, System.err",
        "worker token w, WARN, pretty, System.err",
        "config lint, WARN, pretty, System.err"
    })
    void aServiceTellsWhatHappensAndACommandOnlyWhatIsWrong(String words, String level, String format, String target) {
        Map<String, String> chosen = chosen(Map.of(), words);

        assertThat(chosen)
                .containsEntry("stacyvm.log.level", level)
                .containsEntry("stacyvm.log.format", format)
                .containsEntry("stacyvm.log.target", target);
    }

    @Test
    void aServiceFollowsTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), "logging: {level: Debug, format: json}\n");

        assertThat(chosen(Map.of(), "up"))
                .containsEntry("stacyvm.log.level", "DEBUG")
                .containsEntry("stacyvm.log.format", "json");
        assertThat(chosen(Map.of("STACYVM_LOGGING_FORMAT", "pretty"), "worker"))
                .containsEntry("stacyvm.log.format", "pretty");
        assertThat(chosen(Map.of(), "config lint")).containsEntry("stacyvm.log.level", "WARN");
    }

    @Test
    void aWordThatIsNoneChangesNothing() {
        Map<String, String> slips = Map.of("STACYVM_LOGGING_LEVEL", "loud", "STACYVM_LOGGING_FORMAT", "xml");

        assertThat(chosen(slips, "worker"))
                .containsEntry("stacyvm.log.level", "INFO")
                .containsEntry("stacyvm.log.format", "json");
    }

    @Test
    void aConfigurationThatCannotBeReadIsLeftToTheCommand() throws IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), "logging: [\n");

        assertThat(chosen(Map.of(), "worker")).containsEntry("stacyvm.log.level", "INFO");
    }

    private Map<String, String> chosen(Map<String, String> environment, String words) {
        Terminal terminal =
                new Terminal(System.out, System.err, new ByteArrayInputStream(new byte[0]), environment, folder);
        return LogSettings.properties(terminal, List.of(words.split(" ")));
    }
}
