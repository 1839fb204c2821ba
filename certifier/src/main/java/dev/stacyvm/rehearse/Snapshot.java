package dev.stacyvm.rehearse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A copy of a database as it was at one moment, page for page, so that everything that takes long is done with the copy. Its
 * writers are kept from nothing but a checkpoint past that moment, and only while the bytes are copied: the longer a reader
 * stays, the more a writer has to catch up with in one go when it has left.
 */
final class Snapshot {
    private Snapshot() {}

    /** Takes it into a new file of the scratch folder. Blocking. */
    static Path take(SqliteFile database, ScratchFolder scratch) throws SQLException, IOException {
        if (database.isIdle()) {
            Path copy = scratch.file("idle.db");
            String before = database.stamp();
            PacedCopy.of(database.path(), copy);
            if (database.isIdle() && database.stamp().equals(before)) {
                return copy;
            }
            Files.delete(copy);
        }
        return whileRead(database, scratch.file("snapshot.db"));
    }

    /**
     * While a transaction reads, the database's file changes in no page that its log does not hold as well, and that log is
     * not begun anew. So the file and then the log, in this order, are a database that was interrupted at that moment.
     *
     * <p>The channels stay open until the connection is closed: a file that is closed takes with it the locks that this
     * process has on it, the connection's too.
     */
    private static Path whileRead(SqliteFile database, Path copy) throws SQLException, IOException {
        try (FileChannel pages = FileChannel.open(database.path(), StandardOpenOption.READ);
                Connection reading = database.connect()) {
            Sql.execute(reading, "BEGIN");
            Sql.number(reading, "SELECT count(*) FROM sqlite_schema");
            PacedCopy.of(pages, copy);
            if (Files.exists(database.log())) {
                PacedCopy.of(database.log(), SqliteFile.logOf(copy));
            }
            Sql.execute(reading, "ROLLBACK");
        }
        return copy;
    }
}
