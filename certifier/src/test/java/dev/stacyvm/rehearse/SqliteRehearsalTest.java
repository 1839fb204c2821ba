package dev.stacyvm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteRehearsalTest {
    private static final Space PLENTY = folder -> Long.MAX_VALUE;

    @TempDir
    Path root;

    private Path data;
    private Path backups;
    private Path database;

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectory(root.resolve("data"));
        backups = Files.createDirectory(root.resolve("backups"));
        database = data.resolve("stacyvm.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void aSoundDatabasePassesAndNothingIsChangedOrLeft(String journal) throws Exception {
        Databases.sound(database, journal);
        Map<String, String> before = Databases.contentOf(data);

        List<CheckResult> rows = rehearse();

        assertThat(shown(rows))
                .containsExactly(
                        "PASS database.source",
                        "PASS database.integrity",
                        "PASS database.schema",
                        (journal.equals("wal") ? "PASS" : "WARN") + " database.journal_mode",
                        "PASS backup.directory",
                        "PASS backup.output",
                        "PASS backup.space",
                        "PASS backup.trial",
                        "PASS backup.integrity",
                        "PASS backup.foreign_keys",
                        "PASS backup.restore");
        assertThat(Databases.contentOf(data)).isEqualTo(before);
        assertThat(Databases.contentOf(backups)).isEmpty();
    }

    @Test
    void aDatabaseInUseIsRehearsedWithItsNewestRowsWhileItsWriterGoesOn() throws Exception {
        Databases.sound(database, "wal");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> write(stop));

        List<CheckResult> rows = rehearse();
        stop.set(true);

        assertThat(rows).extracting(CheckResult::status).containsOnly(Status.PASS);
        assertThat(writer.get()).isPositive();
        assertThat(Databases.contentOf(backups)).isEmpty();
    }

    @Test
    void corruptPagesFailTheIntegrityAndNoBackupIsTried() throws Exception {
        Databases.sound(database, "wal");
        Databases.spoil(database);

        List<CheckResult> rows = rehearse();

        assertThat(failed(rows)).containsExactly("database.integrity");
        assertThat(rows).extracting(CheckResult::name).doesNotContain("backup.trial");
        assertThat(Databases.contentOf(backups)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 4096, 20_000})
    void aTruncatedFileFails(int bytes) throws Exception {
        Databases.sound(database, "delete");
        byte[] whole = Files.readAllBytes(database);
        Files.write(database, Arrays.copyOf(whole, bytes));

        assertThat(failed(rehearse())).containsAnyOf("database.source", "database.integrity");
        assertThat(Databases.contentOf(backups)).isEmpty();
    }

    @Test
    void tooLittleSpaceFailsBeforeAnythingIsWritten() throws Exception {
        Databases.sound(database, "wal");

        List<CheckResult> rows = new SqliteRehearsal(database, backups.resolve("b.db"), folder -> 4096).run();

        assertThat(failed(rows)).containsExactly("backup.space");
        assertThat(row(rows, "backup.space").message()).contains("4096 bytes are free in " + backups);
        assertThat(Databases.contentOf(backups)).isEmpty();
    }

    @Test
    void aBackupThatExistsIsNotReplaced() throws Exception {
        Databases.sound(database, "wal");
        Files.writeString(backups.resolve("b.db"), "mine");

        assertThat(failed(rehearse())).containsExactly("backup.output");
        assertThat(Files.readString(backups.resolve("b.db"))).isEqualTo("mine");
    }

    @Test
    void aMissingFolderForTheBackupIsNotMade() throws Exception {
        Databases.sound(database, "wal");
        Files.delete(backups);

        assertThat(failed(rehearse())).containsExactly("backup.directory");
        assertThat(backups).doesNotExist();
    }

    @Test
    void aScratchFolderIsPrivateAndGoneAfterwards() throws Exception {
        Path scratch;
        try (ScratchFolder folder = ScratchFolder.in(backups)) {
            scratch = folder.path();
            Files.writeString(folder.file("backup.db"), "copy");
            assertThat(Files.getPosixFilePermissions(scratch)).hasSize(3);
        }
        assertThat(scratch).doesNotExist();
        assertThatThrownBy(() -> ScratchFolder.in(scratch)).isInstanceOf(IOException.class);
    }

    /** Writes as fast as it can and waits for nobody: a lock in its way fails it at once. */
    private int write(AtomicBoolean stop) {
        int written = 0;
        try (Connection connection = Databases.open(database)) {
            Sql.execute(connection, "PRAGMA busy_timeout=0");
            do {
                Sql.execute(connection, "INSERT INTO owner (name) VALUES ('w')");
                written++;
            } while (!stop.get());
            return written;
        } catch (SQLException blocked) {
            throw new AssertionError(blocked);
        }
    }

    private List<CheckResult> rehearse() {
        return new SqliteRehearsal(database, backups.resolve("b.db"), PLENTY).run();
    }

    private static CheckResult row(List<CheckResult> rows, String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> failed(List<CheckResult> rows) {
        return rows.stream()
                .filter(row -> row.status() == Status.FAIL)
                .map(CheckResult::name)
                .toList();
    }

    private static List<String> shown(List<CheckResult> rows) {
        return rows.stream().map(row -> row.status() + " " + row.name()).toList();
    }
}
