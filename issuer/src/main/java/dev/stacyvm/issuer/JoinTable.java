package dev.stacyvm.issuer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Join tokens in SQL, by the hash of the token. */
final class JoinTable {
    /** @param usedBy thumbprint of the key it enrolled; empty while unused */
    record Row(Grant grant, Instant expiresAt, Optional<String> usedBy) {}

    private JoinTable() {}

    /** Forgets all of them. */
    static int clear(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM join_tokens")) {
            return delete.executeUpdate();
        }
    }

    static void add(Connection connection, byte[] hash, Grant grant, Instant expiresAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO join_tokens (hash, worker_id, audiences, scopes, host, expires_at) VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setBytes(1, hash);
            insert.setString(2, grant.workerId());
            insert.setString(3, grant.audienceWords());
            insert.setString(4, grant.scopeWords());
            insert.setString(5, grant.host());
            insert.setLong(6, expiresAt.getEpochSecond());
            insert.executeUpdate();
        }
    }

    static Optional<Row> find(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT worker_id, audiences, scopes, host, expires_at, used_by FROM join_tokens WHERE hash = ?")) {
            query.setBytes(1, hash);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row(row)) : Optional.empty();
            }
        }
    }

    static void use(Connection connection, byte[] hash, String thumbprint) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE join_tokens SET used_by = ? WHERE hash = ? AND used_by IS NULL")) {
            update.setString(1, thumbprint);
            update.setBytes(2, hash);
            update.executeUpdate();
        }
    }

    static int count(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM join_tokens");
                ResultSet row = query.executeQuery()) {
            return row.getInt(1);
        }
    }

    static void forgetBefore(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM join_tokens WHERE expires_at < ?")) {
            delete.setLong(1, time.getEpochSecond());
            delete.executeUpdate();
        }
    }

    /** Used ones stay, for the audit to name them. */
    static void forgetUnused(Connection connection, String workerId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM join_tokens WHERE worker_id = ? AND used_by IS NULL")) {
            delete.setString(1, workerId);
            delete.executeUpdate();
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        Grant grant = Grant.ofWords(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        return new Row(grant, Instant.ofEpochSecond(row.getLong(5)), Optional.ofNullable(row.getString(6)));
    }
}
