package dev.stacyvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeRehearseCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void database() throws SQLException, IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), "database: {path: stacyvm.db}\n");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("stacyvm.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("CREATE TABLE schema_migrations (version INTEGER)");
            statement.execute("INSERT INTO schema_migrations VALUES (11)");
        }
    }

    @Test
    void printsItsSectionsInTheOrderOperatorsKnow() {
        Run run = rehearse("--backup-output", "b.db");

        assertThat(run.out())
                .startsWith("Upgrade rehearsal\n  database: " + folder.resolve("stacyvm.db") + "\n  backup: "
                        + folder.resolve("b.db") + "\n\nConfig lint:\n[PASS] config: ")
                .containsSubsequence(
                        "\n\nDatabase checks:\n[PASS] database.source: ",
                        "[PASS] backup.restore: ",
                        "\n\nRecommended upgrade flow:\n  1. stacyvm config lint --production",
                        "  6. on failure stop it",
                        "Live host checks were skipped");
        assertThat(run.err().strip()).matches("upgrade rehearsal found \\d+ failing check\\(s\\)");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(folder.resolve("b.db")).doesNotExist();
    }

    @Test
    void plansTheBackupBesideTheDatabaseUnlessTold() {
        assertThat(rehearse().out())
                .containsPattern("backup: \\Q" + folder + "\\E/stacyvm-upgrade-\\d{8}T\\d{6}Z\\.db\n");
    }

    @Test
    void addsTheDoctorOfTheSameConfiguration() {
        assertThat(rehearse("--include-doctor").out())
                .contains(
                        "\n\nDoctor checks:\n[PASS] config: loaded\n[FAIL] auth.api_key: it is missing, and the API is open\n")
                .doesNotContain("were skipped");
    }

    @Test
    void tellsAllSectionsInTheOneShape() throws Exception {
        JsonNode report = Json.readObject(rehearse("--format", "json").out().getBytes(UTF_8));

        assertThat(report.path("checks").findValuesAsText("name"))
                .contains("auth.enabled", "database.integrity", "backup.restore");
        assertThat(report.path("database_path").asText())
                .isEqualTo(folder.resolve("stacyvm.db").toString());
        assertThat(report.path("requires_live_check").asText()).isEqualTo("true");
    }

    @Test
    void lintsAsForProductionAndAsksTheHostToo() throws Exception {
        String lint = Run.of(folder, "config", "lint", "--production", "--file", "stacyvm.yaml")
                .out();

        assertThat(rehearse("--config", "stacyvm.yaml").out())
                .contains("\nConfig lint:\n" + lint + "\nDatabase checks:\n")
                .contains("[FAIL] auth.enabled: ");
    }

    @Test
    void aConfigurationThatDoesNotLoadIsOneSentence() throws IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), "server: {port: x}\n");

        Run run = rehearse();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("stacyvm: stacyvm.yaml:1: server.port: ")
                .hasLineCount(1);
    }

    @Test
    void aNamedDatabaseIsTakenInsteadOfTheConfiguredOne() {
        assertThat(rehearse("--database", "other.db").out())
                .contains("[FAIL] database.source: " + folder.resolve("other.db"));
    }

    private Run rehearse(String... more) {
        return Run.of(
                folder,
                Stream.concat(Stream.of("upgrade", "rehearse"), Stream.of(more)).toArray(String[]::new));
    }
}
