package dev.stacyvm.rehearse;

import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Rehearses the upgrade of a SQLite database, which may be in use: it is only read. A database in WAL mode does not make
 * its writers wait. Nothing is left behind, and memory does not grow with the database.
 */
public final class SqliteRehearsal {
    private static final String SOUND = "ok";
    private static final String INVESTIGATE =
            "investigate before upgrading, and restore a good backup if it is damaged";

    private final Path database;
    private final Path backupOutput;
    private final Space space;

    /**
     * @param database absolute
     * @param backupOutput where the operator means to put the backup, absolute; it is not created
     */
    public SqliteRehearsal(Path database, Path backupOutput, Space space) {
        this.database = database;
        this.backupOutput = backupOutput;
        this.space = space;
    }

    /** The rows, in print order. Blocking, for as long as reading the database twice and writing it twice takes. */
    public List<CheckResult> run() {
        try {
            return read(SqliteFile.at(database));
        } catch (IOException unusable) {
            Rows rows = Rows.of(Mode.PRODUCTION);
            rows.fail(
                    "database.source",
                    new Fault(
                            String.valueOf(unusable.getMessage()),
                            "run this on the database's host, or name the file with --database"));
            new BackupRows(backupOutput, space, rows).addWithoutSize();
            return rows.results();
        }
    }

    private List<CheckResult> read(SqliteFile file) throws IOException {
        try (SqliteFile.Reading reading = file.open()) {
            List<CheckResult> rows = rows(file, reading);
            if (file.isUnchanged(reading)) {
                return rows;
            }
        } catch (SQLException unreadable) {
            return unreadable(unreadable);
        }
        try (SqliteFile.Reading shared = file.openShared()) {
            return rows(file, shared);
        } catch (SQLException unreadable) {
            return unreadable(unreadable);
        }
    }

    private List<CheckResult> unreadable(SQLException failure) {
        Rows rows = Rows.of(Mode.PRODUCTION);
        rows.pass("database.source", database.toString());
        rows.fail("database.integrity", new Fault("it cannot be read: " + failure.getMessage(), INVESTIGATE));
        new BackupRows(backupOutput, space, rows).addWithoutSize();
        return rows.results();
    }

    private List<CheckResult> rows(SqliteFile file, SqliteFile.Reading reading) throws SQLException, IOException {
        Rows rows = Rows.of(Mode.PRODUCTION);
        rows.pass("database.source", database.toString());
        boolean sound = integrity(reading, rows);
        if (sound) {
            SchemaRow.add(reading.connection(), rows);
        }
        journal(file, rows);
        BackupRows backup = new BackupRows(backupOutput, space, rows);
        boolean room = backup.add(2 * file.bytes());
        if (sound && room) {
            trial(reading, backup.folder(), rows);
        }
        return rows.results();
    }

    private static boolean integrity(SqliteFile.Reading reading, Rows rows) {
        String verdict;
        try {
            verdict = String.join("; ", Sql.column(reading.connection(), "PRAGMA integrity_check(3)"));
        } catch (SQLException failure) {
            verdict = String.valueOf(failure.getMessage());
        }
        if (verdict.equals(SOUND)) {
            rows.pass("database.integrity", SOUND);
        } else {
            rows.fail("database.integrity", new Fault(verdict, INVESTIGATE));
        }
        return verdict.equals(SOUND);
    }

    private static void journal(SqliteFile file, Rows rows) {
        rows.advise(
                "database.journal_mode",
                file.lettingWritersGoOn(),
                "wal",
                new Fault(
                        "writers wait while the database is read for long, as a backup does",
                        "stop its writers for the backup, or set PRAGMA journal_mode=WAL"));
    }

    private static void trial(SqliteFile.Reading reading, Path folder, Rows rows) {
        try {
            new TrialBackup(reading.connection(), rows).run(folder);
        } catch (IOException failure) {
            rows.fail(
                    "backup.trial",
                    new Fault(
                            "a trial backup could not be made in " + folder + ": " + failure.getMessage(),
                            "make the folder writable, and free space there"));
        }
    }
}
