package dev.stacyvm.controlplane;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of {@code issuer.db} and how they came to be: step N leads from version N to N + 1 and never changes. */
final class Schema {
    private static final List<List<String>> STEPS = List.of(
            List.of("""
                    CREATE TABLE leases (
                      resource_id TEXT PRIMARY KEY,
                      holder_id TEXT NOT NULL,
                      generation INTEGER NOT NULL,
                      ttl_nanos INTEGER NOT NULL,
                      expires_at_nanos INTEGER NOT NULL,
                      released INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""", "CREATE TABLE plane (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID"),
            List.of("""
                    CREATE TABLE workers (
                      id TEXT PRIMARY KEY,
                      hostname TEXT NOT NULL,
                      status TEXT NOT NULL,
                      providers TEXT,
                      capabilities TEXT,
                      capacity TEXT,
                      last_heartbeat INTEGER NOT NULL,
                      created_at INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID"""),
            List.of("""
                    CREATE TABLE join_tokens (
                      hash BLOB PRIMARY KEY,
                      worker_id TEXT NOT NULL,
                      audiences TEXT NOT NULL,
                      scopes TEXT NOT NULL,
                      host TEXT NOT NULL,
                      expires_at INTEGER NOT NULL,
                      used_by TEXT
                    ) STRICT, WITHOUT ROWID""", """
                    CREATE TABLE enrolments (
                      worker_id TEXT PRIMARY KEY,
                      jwk TEXT NOT NULL,
                      thumbprint TEXT NOT NULL,
                      audiences TEXT NOT NULL,
                      scopes TEXT NOT NULL,
                      host TEXT NOT NULL,
                      enrolled_at INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""", """
                    CREATE TABLE assertions (
                      worker_id TEXT NOT NULL,
                      jti TEXT NOT NULL,
                      expires_at INTEGER NOT NULL,
                      PRIMARY KEY (worker_id, jti)
                    ) STRICT, WITHOUT ROWID""", "CREATE INDEX assertions_by_end ON assertions (expires_at)", """
                    CREATE TABLE audit (
                      position INTEGER PRIMARY KEY AUTOINCREMENT,
                      at INTEGER NOT NULL,
                      action TEXT NOT NULL,
                      outcome TEXT NOT NULL,
                      worker_id TEXT NOT NULL,
                      token_id TEXT NOT NULL,
                      addr TEXT NOT NULL,
                      request_id TEXT NOT NULL
                    ) STRICT"""),
            List.of("""
                    CREATE TABLE revocations (
                      kind TEXT NOT NULL,
                      id TEXT NOT NULL,
                      issued_before INTEGER NOT NULL,
                      until INTEGER NOT NULL,
                      PRIMARY KEY (kind, id)
                    ) STRICT, WITHOUT ROWID""", """
                    CREATE TABLE signing_keys (
                      position INTEGER PRIMARY KEY AUTOINCREMENT,
                      id TEXT NOT NULL UNIQUE,
                      jwk TEXT NOT NULL,
                      state TEXT NOT NULL,
                      changed_at INTEGER NOT NULL
                    ) STRICT""", """
                    CREATE TABLE followers (
                      name TEXT PRIMARY KEY,
                      known_since INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID""", "ALTER TABLE audit ADD COLUMN key_id TEXT NOT NULL DEFAULT ''"));

    static final int VERSION = STEPS.size();

    private Schema() {}

    /** The version of the database; 0 when it is empty. */
    static int versionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Takes the steps from {@code version} on, inside the caller's transaction. */
    static void migrate(Statement statement, int version) throws SQLException {
        for (List<String> step : STEPS.subList(version, VERSION)) {
            for (String sql : step) {
                statement.execute(sql);
            }
        }
        statement.execute("PRAGMA user_version = " + VERSION);
    }
}
