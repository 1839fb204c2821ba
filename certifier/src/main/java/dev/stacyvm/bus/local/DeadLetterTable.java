package dev.stacyvm.bus.local;

import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What consumers could not process: the newest 10,000. */
final class DeadLetterTable {
    private static final int KEPT = 10_000;

    private DeadLetterTable() {}

    /** Adds the letters and answers those that were new. */
    static List<DeadLetter> add(Connection connection, List<DeadLetter> letters, Instant now) throws SQLException {
        List<DeadLetter> added = new ArrayList<>();
        String insert = "INSERT OR IGNORE INTO dead_letter (consumer, position, event_id, reason, beginning, added_ms)"
                + " VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (DeadLetter letter : letters) {
                statement.setString(1, letter.consumer());
                statement.setString(2, letter.position().value());
                statement.setString(3, letter.eventId());
                statement.setString(4, letter.reason());
                statement.setString(5, letter.beginning());
                statement.setLong(6, now.toEpochMilli());
                if (statement.executeUpdate() == 1) {
                    added.add(letter);
                }
            }
        }
        forgetOldest(connection);
        return List.copyOf(added);
    }

    /** The newest first. */
    static List<DeadLetter> newest(Connection connection, int limit) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        String select = "SELECT consumer, position, event_id, reason, beginning FROM dead_letter"
                + " ORDER BY number DESC LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setInt(1, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    letters.add(new DeadLetter(
                            row.getString(1),
                            new Position(row.getString(2)),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5)));
                }
            }
        }
        return List.copyOf(letters);
    }

    private static void forgetOldest(Connection connection) throws SQLException {
        String delete = "DELETE FROM dead_letter WHERE number <= (SELECT max(number) FROM dead_letter) - ?";
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setInt(1, KEPT);
            statement.executeUpdate();
        }
    }
}
