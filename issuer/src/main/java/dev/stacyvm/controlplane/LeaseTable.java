package dev.stacyvm.controlplane;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Leases in SQL. */
final class LeaseTable {
    private static final long NANOS = 1_000_000_000L;

    private LeaseTable() {}

    static List<LeaseRow> all(Statement statement) throws SQLException {
        List<LeaseRow> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT resource_id, holder_id, generation, ttl_nanos, expires_at_nanos, released FROM leases")) {
            while (row.next()) {
                rows.add(lease(row));
            }
        }
        return rows;
    }

    static long floor(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT value FROM plane WHERE name = 'floor'")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    static void write(Connection connection, Changes changes) throws SQLException {
        // Never lowered: a commit that was reported as failed may have reached the disk all the same.
        try (PreparedStatement floor = connection.prepareStatement("INSERT INTO plane (name, value) VALUES ('floor', ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)")) {
            floor.setLong(1, changes.floor());
            floor.executeUpdate();
        }
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT OR REPLACE INTO leases (resource_id, holder_id, generation, ttl_nanos, expires_at_nanos, released)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (LeaseRow lease : changes.leases()) {
                bind(upsert, lease);
                upsert.executeUpdate();
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM leases WHERE resource_id = ?")) {
            for (String resource : changes.forgottenLeases()) {
                delete.setString(1, resource);
                delete.executeUpdate();
            }
        }
    }

    static void raise(Connection connection, long least) throws SQLException {
        try (PreparedStatement leases =
                connection.prepareStatement("UPDATE leases SET generation = max(generation + 1, ?)")) {
            leases.setLong(1, least);
            leases.executeUpdate();
        }
        try (PreparedStatement floor = connection.prepareStatement("INSERT INTO plane (name, value) VALUES ('floor', ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = max(value + 1, excluded.value)")) {
            floor.setLong(1, least);
            floor.executeUpdate();
        }
    }

    private static void bind(PreparedStatement upsert, LeaseRow lease) throws SQLException {
        upsert.setString(1, lease.resourceId());
        upsert.setString(2, lease.holderId());
        upsert.setLong(3, lease.generation());
        upsert.setLong(4, lease.ttl().toNanos());
        upsert.setLong(5, nanos(lease.expiresAt()));
        upsert.setInt(6, lease.released() ? 1 : 0);
    }

    private static LeaseRow lease(ResultSet row) throws SQLException {
        return new LeaseRow(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                Duration.ofNanos(row.getLong(4)),
                Instant.ofEpochSecond(0, row.getLong(5)),
                row.getInt(6) == 1);
    }

    /** Since 1970; fits until the year 2262. */
    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }
}
