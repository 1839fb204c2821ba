package dev.stacyvm.issuer;

import dev.stacyvm.wire.AuditEntry;
import dev.stacyvm.wire.WireTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The audit log in SQL. The newest hundred thousand entries are kept. */
final class AuditTable {
    /** Entries above this many push the oldest out. */
    static final int KEPT = 100_000;

    private AuditTable() {}

    static void add(Connection connection, AuditEvent event, String outcome, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO audit (at, action, outcome, worker_id, token_id, addr, request_id, key_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, now.toEpochMilli());
            insert.setString(2, event.action());
            insert.setString(3, outcome);
            insert.setString(4, event.workerId());
            insert.setString(5, event.tokenId());
            insert.setString(6, event.addr());
            insert.setString(7, event.requestId());
            insert.setString(8, event.keyId());
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM audit WHERE position <= (SELECT max(position) FROM audit) - ?")) {
            delete.setInt(1, KEPT);
            delete.executeUpdate();
        }
    }

    /** Newest first, older than {@code before}. */
    static List<AuditEntry> page(Connection connection, long before, int limit) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT position, at, action, outcome, worker_id, token_id, addr, request_id, key_id"
                        + " FROM audit WHERE position < ? ORDER BY position DESC LIMIT ?")) {
            query.setLong(1, before);
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
        }
        return entries;
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong(1),
                WireTime.exact(Instant.ofEpochMilli(row.getLong(2))),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }
}
