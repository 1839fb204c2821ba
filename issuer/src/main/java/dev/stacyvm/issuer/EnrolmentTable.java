package dev.stacyvm.issuer;

import dev.stacyvm.token.P256Key;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Enrolled workers and the assertions they have used, in SQL. */
final class EnrolmentTable {
    record Row(Grant grant, P256Key key) {}

    private EnrolmentTable() {}

    /** A worker has one key: the one it enrolled with last. */
    static void put(Connection connection, Grant grant, P256Key key, Instant now) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT OR REPLACE INTO enrolments (worker_id, jwk, thumbprint, audiences, scopes, host, enrolled_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            upsert.setString(1, grant.workerId());
            upsert.setString(2, new String(Json.write(key.jwk()), StandardCharsets.UTF_8));
            upsert.setString(3, key.thumbprint());
            upsert.setString(4, grant.audienceWords());
            upsert.setString(5, grant.scopeWords());
            upsert.setString(6, grant.host());
            upsert.setLong(7, now.getEpochSecond());
            upsert.executeUpdate();
        }
    }

    static Optional<Row> find(Connection connection, String workerId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT worker_id, audiences, scopes, host, jwk FROM enrolments WHERE worker_id = ?")) {
            query.setString(1, workerId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row(row)) : Optional.empty();
            }
        }
    }

    /** Whether there was one. */
    static boolean remove(Connection connection, String workerId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM enrolments WHERE worker_id = ?")) {
            delete.setString(1, workerId);
            return delete.executeUpdate() > 0;
        }
    }

    /** Takes the assertion; false when it was taken before. */
    static boolean takeAssertion(Connection connection, String workerId, String id, Instant expiresAt)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR IGNORE INTO assertions (worker_id, jti, expires_at) VALUES (?, ?, ?)")) {
            insert.setString(1, workerId);
            insert.setString(2, id);
            insert.setLong(3, expiresAt.getEpochSecond());
            return insert.executeUpdate() > 0;
        }
    }

    static void forgetAssertionsBefore(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM assertions WHERE expires_at < ?")) {
            delete.setLong(1, time.getEpochSecond());
            delete.executeUpdate();
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        Grant grant = Grant.ofWords(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        try {
            P256Key key = P256Key.fromJwk(Json.readObject(row.getString(5).getBytes(StandardCharsets.UTF_8)))
                    .orElseThrow(() -> new SQLException("the key of " + grant.workerId() + " is damaged"));
            return new Row(grant, key);
        } catch (InvalidJson damaged) {
            throw new SQLException("the key of " + grant.workerId() + " is damaged", damaged);
        }
    }
}
