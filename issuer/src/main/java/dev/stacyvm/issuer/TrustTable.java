package dev.stacyvm.issuer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The trust feed's epoch and the revocations in SQL. */
final class TrustTable {
    private TrustTable() {}

    /** The next epoch, and at least {@code least}: it never falls, whatever was restored. */
    static long raiseEpoch(Connection connection, long least) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO plane (name, value)"
                + " VALUES ('trust_epoch', ?) ON CONFLICT (name) DO UPDATE SET value = max(value + 1, excluded.value)"
                + " RETURNING value")) {
            upsert.setLong(1, least);
            try (ResultSet row = upsert.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    static List<Revocation> all(Connection connection) throws SQLException {
        List<Revocation> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT kind, id, issued_before, until FROM revocations ORDER BY until, kind, id");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                all.add(new Revocation(
                        Revocation.Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        row.getString(2),
                        Instant.ofEpochSecond(row.getLong(3)),
                        Instant.ofEpochSecond(row.getLong(4))));
            }
        }
        return all;
    }

    static int count(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM revocations");
                ResultSet row = query.executeQuery()) {
            return row.getInt(1);
        }
    }

    /** What is revoked again is revoked for longer, never for less. */
    static void put(Connection connection, Revocation revocation) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT INTO revocations (kind, id, issued_before, until) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO"
                        + " UPDATE SET issued_before = max(issued_before, excluded.issued_before),"
                        + " until = max(until, excluded.until)")) {
            upsert.setString(1, revocation.kind().word());
            upsert.setString(2, revocation.id());
            upsert.setLong(3, revocation.before().getEpochSecond());
            upsert.setLong(4, revocation.until().getEpochSecond());
            upsert.executeUpdate();
        }
    }

    static void remove(Connection connection, Revocation revocation) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM revocations WHERE kind = ? AND id = ? AND until = ?")) {
            delete.setString(1, revocation.kind().word());
            delete.setString(2, revocation.id());
            delete.setLong(3, revocation.until().getEpochSecond());
            delete.executeUpdate();
        }
    }
}
