package dev.stacyvm.rehearse;

import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rehearses the upgrade of a SQLite database, which may be in use: it is only read, and only for as long as a copy of its
 * bytes takes. Writers of a database in WAL mode go on meanwhile. Nothing is left behind, and memory does not grow with
 * the database.
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

    /** The rows, in print order. Blocking, for as long as reading and writing the database a few times takes. */
    public List<CheckResult> run() {
        try {
            return read(SqliteFile.at(database));
        } catch (IOException unusable) {
            Rows rows = rows();
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
        Rows source = rows();
        source.pass("database.source", database.toString());
        Rows planned = rows();
        BackupRows backup = new BackupRows(backupOutput, space, planned);
        boolean room = backup.add(2 * file.bytes());
        Rows tried = rows();
        Rows found = room ? rehearse(file, backup.folder(), tried) : look(file);
        journal(file, found);
        return Stream.of(source, found, planned, tried)
                .flatMap(each -> each.results().stream())
                .toList();
    }

    private static Rows rows() {
        return Rows.of(Mode.PRODUCTION);
    }

    /** All that takes long is done with a copy in the scratch folder. */
    private static Rows rehearse(SqliteFile file, Path folder, Rows tried) throws IOException {
        Rows found = rows();
        try (ScratchFolder scratch = ScratchFolder.in(folder)) {
            Path copy = Snapshot.take(file, scratch);
            try (Connection connection = SqliteFile.open(copy)) {
                if (isSound(file.path(), connection, found)) {
                    new TrialBackup(connection, tried).run(scratch, copy);
                }
            }
        } catch (SQLException unreadable) {
            unreadable(file.path(), unreadable, found);
        } catch (IOException failure) {
            tried.fail(
                    "backup.trial",
                    new Fault(
                            "a trial backup could not be made in " + folder + ": " + failure.getMessage(),
                            "make the folder writable, and free space there"));
        }
        return found.results().isEmpty() ? look(file) : found;
    }

    /** Without room for a copy the database itself is read, again where a writer came while it seemed idle. */
    private static Rows look(SqliteFile file) throws IOException {
        if (file.isIdle()) {
            String before = file.stamp();
            Rows found = look(file, file::connectIdle);
            if (file.isIdle() && file.stamp().equals(before)) {
                return found;
            }
        }
        return look(file, file::connect);
    }

    /** A way to open a database. */
    @FunctionalInterface
    private interface Opening {
        Connection open() throws SQLException;
    }

    private static Rows look(SqliteFile file, Opening opening) {
        Rows found = rows();
        try (Connection connection = opening.open()) {
            boolean unused = isSound(file.path(), connection, found);
        } catch (SQLException unreadable) {
            unreadable(file.path(), unreadable, found);
        }
        return found;
    }

    private static boolean isSound(Path database, Connection connection, Rows rows) {
        String verdict;
        try {
            verdict = String.join("; ", Sql.column(connection, "PRAGMA integrity_check(3)"));
        } catch (SQLException failure) {
            verdict = String.valueOf(failure.getMessage());
        }
        if (verdict.equals(SOUND)) {
            rows.pass("database.integrity", SOUND);
            SchemaRow.add(connection, rows);
        } else {
            rows.fail("database.integrity", new Fault(database + " is damaged: " + verdict, INVESTIGATE));
        }
        return verdict.equals(SOUND);
    }

    private static void unreadable(Path database, SQLException failure, Rows rows) {
        rows.fail("database.integrity", new Fault(database + " cannot be read: " + failure.getMessage(), INVESTIGATE));
    }

    private static void journal(SqliteFile file, Rows rows) {
        rows.advise(
                "database.journal_mode",
                file.lettingWritersGoOn(),
                "wal",
                new Fault(
                        "writers wait while the database is read, as a backup does",
                        "stop its writers for the backup, or set PRAGMA journal_mode=WAL"));
    }
}
