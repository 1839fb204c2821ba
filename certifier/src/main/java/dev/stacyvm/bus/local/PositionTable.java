package dev.stacyvm.bus.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How far each named consumer has come. */
final class PositionTable {
    private PositionTable() {}

    /** The position behind which {@code consumer} goes on; 0 when it never handled a batch. */
    static long of(Connection connection, String consumer) throws SQLException {
        String select = "SELECT position FROM position WHERE consumer = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, consumer);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static void store(Connection connection, String consumer, long position) throws SQLException {
        String upsert = "INSERT INTO position (consumer, position) VALUES (?, ?)"
                + " ON CONFLICT (consumer) DO UPDATE SET position = excluded.position";
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, consumer);
            statement.setLong(2, position);
            statement.executeUpdate();
        }
    }
}
