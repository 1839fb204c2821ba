package dev.stacyvm.rehearse;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of a rehearsal of SQLite, and what turns it; the rows of lint and doctor have tables of their own. */
class RehearsalRowsTest {
    @TempDir
    Path root;

    /** What of a sound host is made otherwise. */
    @FunctionalInterface
    interface Change {
        void to(Bench bench) throws IOException, SQLException;
    }

    /** A row, what makes it turn, and what it then is: a rehearsal has no modes. */
    record Case(String name, Change change, Status status, String message) {
        @Override
        public String toString() {
            return status + " " + name + ": " + message;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("database.source", bench -> {}, PASS, "stacyvm.db"),
                new Case("database.source", bench -> Files.delete(bench.database), FAIL, "does not exist"),
                new Case("database.source", Bench::folderAsDatabase, FAIL, "is not a file that this user can read"),
                new Case("database.source", bench -> bench.content("x".repeat(4096)), FAIL, "is not a SQLite database"),
                new Case("database.source", bench -> bench.content(""), FAIL, "is not a SQLite database"),
                new Case("database.integrity", bench -> {}, PASS, "ok"),
                new Case(
                        "database.integrity",
                        bench -> Databases.spoil(bench.database),
                        FAIL,
                        "stacyvm.db is damaged: "),
                new Case("database.schema", bench -> {}, PASS, "version 11, 3 applied"),
                new Case("database.schema", bench -> bench.sql("DROP TABLE schema_migrations"), WARN, "does not say"),
                new Case(
                        "database.schema",
                        bench -> bench.sql("DELETE FROM schema_migrations"),
                        WARN,
                        "no schema version"),
                new Case(
                        "database.schema",
                        bench -> bench.sql("INSERT INTO schema_migrations VALUES (12)"),
                        WARN,
                        "unknown here: 12"),
                new Case("database.journal_mode", bench -> {}, PASS, "wal"),
                new Case(
                        "database.journal_mode",
                        bench -> bench.sql("PRAGMA journal_mode=DELETE"),
                        WARN,
                        "writers wait"),
                new Case("backup.directory", bench -> {}, PASS, "backups"),
                new Case("backup.directory", bench -> Files.delete(bench.backups), FAIL, "does not exist"),
                new Case("backup.directory", Bench::fileAsBackups, FAIL, "is not a folder"),
                new Case("backup.output", bench -> {}, PASS, "b.db"),
                new Case("backup.output", bench -> Files.writeString(bench.output(), "mine"), FAIL, "exists already"),
                new Case("backup.output", Bench::danglingOutput, FAIL, "exists already"),
                new Case("backup.space", bench -> {}, PASS, "bytes are free"),
                new Case("backup.space", bench -> bench.space = folder -> 4096, FAIL, "needs "),
                new Case("backup.space", Bench::silentDisk, FAIL, "not proven"),
                new Case("backup.trial", bench -> {}, PASS, "an online backup of "),
                new Case("backup.integrity", bench -> {}, PASS, "ok"),
                new Case("backup.foreign_keys", bench -> {}, PASS, "every reference has its row"),
                new Case(
                        "backup.foreign_keys",
                        bench -> bench.sql("INSERT INTO sandbox VALUES (9999, 77, 'orphan')"),
                        FAIL,
                        "in: sandbox"),
                new Case("backup.restore", bench -> {}, PASS, "the same tables and rows"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void turnsAsInTheTableAndLeavesNothing(Case expected) throws Exception {
        Bench bench = new Bench(root);
        expected.change().to(bench);
        Map<String, String> before = bench.content();

        List<CheckResult> rows = bench.rehearse();

        CheckResult row = rows.stream()
                .filter(found -> found.name().equals(expected.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + expected.name() + " among " + rows));
        assertThat(row.status()).isEqualTo(expected.status());
        assertThat(row.message()).contains(expected.message());
        assertThat(row.remediation() == null).isEqualTo(expected.status() == PASS);
        assertThat(bench.content()).isEqualTo(before);
    }

    @Test
    void everyRowHasACaseInTheTable() throws Exception {
        Set<String> covered = new TreeSet<>();
        cases().forEach(expected -> covered.add(expected.name()));

        Set<String> printed = new TreeSet<>();
        new Bench(root).rehearse().forEach(row -> printed.add(row.name()));

        assertThat(printed).isEqualTo(covered);
    }

    @Test
    void aDatabaseThatIsNotThereHasNoIntegrityToJudge() throws Exception {
        Bench bench = new Bench(root);
        Files.delete(bench.database);

        assertThat(bench.rehearse())
                .extracting(CheckResult::name)
                .containsExactly("database.source", "backup.directory", "backup.output");
    }

    /** A sound database in use by nobody, and an empty folder for its backup. */
    private static final class Bench {
        private final Path data;
        private final Path backups;
        private final Path database;
        private Space space = folder -> Long.MAX_VALUE;

        Bench(Path root) throws IOException, SQLException {
            data = Files.createDirectory(root.resolve("data"));
            backups = Files.createDirectory(root.resolve("backups"));
            database = Databases.sound(data.resolve("stacyvm.db"), "wal");
        }

        List<CheckResult> rehearse() {
            return new SqliteRehearsal(database, output(), space).run();
        }

        Path output() {
            return backups.resolve("b.db");
        }

        Map<String, String> content() throws IOException {
            Map<String, String> content = Databases.contentOf(data);
            if (Files.isDirectory(backups)) {
                content.putAll(Databases.contentOf(backups));
            }
            return content;
        }

        void sql(String statement) throws SQLException {
            try (Connection connection = Databases.open(database)) {
                Sql.execute(connection, statement);
            }
        }

        void content(String text) throws IOException {
            Files.writeString(database, text);
        }

        void folderAsDatabase() throws IOException {
            Files.delete(database);
            Files.createDirectory(database);
        }

        void fileAsBackups() throws IOException {
            Files.delete(backups);
            Files.writeString(backups, "");
        }

        void danglingOutput() throws IOException {
            Files.createSymbolicLink(output(), data.resolve("gone"));
        }

        void silentDisk() {
            space = folder -> {
                throw new IOException("input/output error");
            };
        }
    }
}
