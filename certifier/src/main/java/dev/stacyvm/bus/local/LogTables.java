package dev.stacyvm.bus.local;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the log and their version. */
final class LogTables {
    /** The version this program writes. */
    static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE event (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, host TEXT NOT NULL,"
                    + " appended_ms INTEGER NOT NULL, body BLOB NOT NULL)",
            "CREATE INDEX event_appended ON event (appended_ms)",
            "CREATE TABLE host (host TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE position (consumer TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE dead_letter (number INTEGER PRIMARY KEY AUTOINCREMENT, consumer TEXT NOT NULL,"
                    + " position TEXT NOT NULL, event_id TEXT NOT NULL, reason TEXT NOT NULL, beginning TEXT NOT NULL,"
                    + " added_ms INTEGER NOT NULL, UNIQUE (consumer, position))",
            "PRAGMA user_version=" + VERSION);

    private LogTables() {}

    /** Makes the tables of a new log; refuses those of a newer program. */
    static void prepare(Database database) throws SQLException {
        long version = database.number("PRAGMA user_version");
        if (version > VERSION) {
            throw new SQLException("it was written by a newer version of stacyvm (tables " + version + ", known "
                    + VERSION + "); use that version, or name another folder with --state");
        }
        if (version < VERSION) {
            database.write(connection -> {
                if (database.number("PRAGMA user_version") == 0) {
                    create(connection.createStatement());
                }
                return VERSION;
            });
        }
    }

    private static void create(Statement statement) throws SQLException {
        try (statement) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
    }
}
