package dev.stacyvm.issuer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The names of followers in SQL, so that a rotation after a restart waits for those that were there before. */
final class FollowerTable {
    private FollowerTable() {}

    static List<String> all(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM followers");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    static void add(Connection connection, String name, Instant now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO followers (name, known_since) VALUES (?, ?)")) {
            insert.setString(1, name);
            insert.setLong(2, now.getEpochSecond());
            insert.executeUpdate();
        }
    }

    static void remove(Connection connection, List<String> names) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM followers WHERE name = ?")) {
            for (String name : names) {
                delete.setString(1, name);
                delete.executeUpdate();
            }
        }
    }
}
