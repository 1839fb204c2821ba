package dev.stacyvm.rehearse;

import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes a backup, proves it whole, and restores it, all in a scratch folder. */
final class TrialBackup {
    private static final String SOUND = "ok";

    private final Connection source;
    private final Rows rows;

    TrialBackup(Connection source, Rows rows) {
        this.source = source;
        this.rows = rows;
    }

    /** @param copied what the source is open on; it gives its room to the trial restore */
    void run(ScratchFolder scratch, Path copied) throws IOException {
        Path backup = scratch.file("backup.db");
        if (isTaken(backup) && isSound(backup)) {
            Files.delete(copied);
            restore(backup, scratch.file("restored.db"));
        }
    }

    private boolean isTaken(Path backup) throws IOException {
        try {
            Sql.execute(source, "VACUUM INTO '" + backup.toString().replace("'", "''") + "'");
            rows.pass(
                    "backup.trial", "an online backup of " + Files.size(backup) + " bytes was made and removed again");
            return true;
        } catch (SQLException failure) {
            rows.fail(
                    "backup.trial",
                    new Fault(
                            "a trial backup failed: " + failure.getMessage(),
                            "make room, or mend what it names, before upgrading"));
            return false;
        }
    }

    private boolean isSound(Path backup) {
        try (Connection copy = SqliteFile.open(backup)) {
            String verdict = String.join("; ", Sql.column(copy, "PRAGMA integrity_check(3)"));
            Fault unsound = new Fault("the trial backup is not whole: " + verdict, "check the disk's health");
            if (verdict.equals(SOUND)) {
                rows.pass("backup.integrity", SOUND);
            } else {
                rows.fail("backup.integrity", unsound);
            }
            foreignKeys(copy);
            return verdict.equals(SOUND);
        } catch (SQLException failure) {
            rows.fail(
                    "backup.integrity",
                    new Fault("the trial backup cannot be read: " + failure.getMessage(), "check the disk's health"));
            return false;
        }
    }

    private void foreignKeys(Connection copy) throws SQLException {
        List<String> tables = Sql.column(copy, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check");
        if (tables.isEmpty()) {
            rows.pass("backup.foreign_keys", "every reference has its row");
        } else {
            rows.fail(
                    "backup.foreign_keys",
                    new Fault(
                            "rows refer to rows that do not exist, in: " + String.join(", ", tables),
                            "mend or remove those rows: a migration may stop at them"));
        }
    }

    private void restore(Path backup, Path restored) {
        try {
            PacedCopy.of(backup, restored);
            try (Connection one = SqliteFile.open(backup);
                    Connection other = SqliteFile.open(restored)) {
                Sql.execute(other, "BEGIN IMMEDIATE");
                Sql.execute(other, "ROLLBACK");
                List<String> different = different(one, other);
                if (different.isEmpty()) {
                    rows.pass("backup.restore", "a trial restore holds the same tables and rows, and can be written");
                } else {
                    rows.fail(
                            "backup.restore",
                            new Fault("a trial restore differs in: " + String.join(", ", different), "check the disk"));
                }
            }
        } catch (IOException | SQLException failure) {
            rows.fail(
                    "backup.restore",
                    new Fault(
                            "a trial restore failed: " + failure.getMessage(),
                            "make room, and check the disk's health"));
        }
    }

    private static List<String> different(Connection one, Connection other) throws SQLException {
        String names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        List<String> tables = Sql.column(one, names);
        List<String> different = new ArrayList<>();
        if (!tables.equals(Sql.column(other, names))) {
            different.add("the list of tables");
        }
        for (String table : tables) {
            String count = "SELECT count(*) FROM " + Sql.quoted(table);
            if (Sql.number(one, count) != Sql.number(other, count)) {
                different.add(table);
            }
        }
        return different;
    }
}
