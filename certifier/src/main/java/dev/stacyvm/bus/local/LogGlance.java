package dev.stacyvm.bus.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an event log stands, from a look that changes nothing, not even by another user.
 *
 * @param newest the position of the newest event, 0 when there never was one
 * @param positions how far each named consumer has come
 * @param oldest when the oldest event that is kept was appended
 * @param waitingSince when the oldest event that a consumer has still to handle was appended, for those that have any
 * @param deadLetters how many there are
 */
public record LogGlance(
        long newest,
        Optional<Instant> oldest,
        Map<String, Long> positions,
        Map<String, Instant> waitingSince,
        long deadLetters) {
    /** What the name of every forwarder begins with. */
    public static final String FORWARDER = "kafka/";

    private static final int MAX_CONSUMERS = 1_000;
    private static final String UNKNOWN = FORWARDER + "unknown";

    public LogGlance {
        positions = Collections.unmodifiableMap(new TreeMap<>(positions));
        waitingSince = Map.copyOf(waitingSince);
    }

    /**
     * Looks at the log of a state folder; empty where there is none. Blocking.
     *
     * @throws IOException when it cannot be read; the message is for an operator
     */
    public static Optional<LogGlance> at(Path folder) throws IOException {
        Path file = folder.toAbsolutePath().resolve("events.db");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // A log that nobody has open must stay so: a plain read would make files beside it that others cannot write.
        boolean open = Files.exists(file.resolveSibling("events.db-wal"));
        String mode = open ? "?mode=ro" : "?mode=ro&immutable=1";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + file + mode);
                Statement statement = connection.createStatement()) {
            return Optional.of(new LogGlance(
                    number(statement, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'"),
                    oldest(statement),
                    positions(statement),
                    waitingSince(statement),
                    number(statement, "SELECT count(*) FROM dead_letter")));
        } catch (SQLException unreadable) {
            throw new IOException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * The same for a log whose events a cluster is to have: until a broker has answered for the first time, no forwarder has
     * a position, and all that is kept counts as waiting for {@code kafka/unknown}.
     */
    public LogGlance forwarding() {
        if (positions.keySet().stream().anyMatch(consumer -> consumer.startsWith(FORWARDER))) {
            return this;
        }
        Map<String, Long> all = new TreeMap<>(positions);
        Map<String, Instant> since = new TreeMap<>(waitingSince);
        all.put(UNKNOWN, 0L);
        oldest.ifPresent(time -> since.put(UNKNOWN, time));
        return new LogGlance(newest, oldest, all, since, deadLetters);
    }

    private static Optional<Instant> oldest(Statement statement) throws SQLException {
        String query = "SELECT appended_ms FROM event ORDER BY position LIMIT 1";
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Map<String, Instant> waitingSince(Statement statement) throws SQLException {
        Map<String, Instant> since = new TreeMap<>();
        String query = "SELECT consumer, (SELECT appended_ms FROM event WHERE event.position > position.position"
                + " ORDER BY event.position LIMIT 1) AS oldest FROM position WHERE oldest IS NOT NULL LIMIT "
                + MAX_CONSUMERS;
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                since.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
            }
        }
        return since;
    }

    private static Map<String, Long> positions(Statement statement) throws SQLException {
        Map<String, Long> positions = new TreeMap<>();
        try (ResultSet row = statement.executeQuery("SELECT consumer, position FROM position LIMIT " + MAX_CONSUMERS)) {
            while (row.next()) {
                positions.put(row.getString(1), row.getLong(2));
            }
        }
        return positions;
    }
}
