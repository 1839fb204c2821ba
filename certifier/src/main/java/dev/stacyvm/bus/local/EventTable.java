package dev.stacyvm.bus.local;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Backlog;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.EventFormat;
import dev.stacyvm.event.InvalidEvent;
import dev.stacyvm.wire.Printable;
import io.cloudevents.CloudEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The events, in the order they were appended, and the last number of each host. */
final class EventTable {
    /** A page ends after this many bytes, so that a log of large events is not read into memory at once. */
    private static final long MAX_PAGE_BYTES = 4L * 1024 * 1024;

    private EventTable() {}

    /** Appends within the transaction of {@code connection}. */
    static List<CloudEvent> append(Connection connection, List<EventDraft> drafts, Instant now) throws SQLException {
        List<CloudEvent> events = new ArrayList<>();
        String insert = "INSERT INTO event (id, host, appended_ms, body) VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (EventDraft draft : drafts) {
                CloudEvent event =
                        draft.numbered(nextSequence(connection, draft.host().value()));
                statement.setString(1, draft.id());
                statement.setString(2, draft.host().value());
                statement.setLong(3, now.toEpochMilli());
                statement.setBytes(4, EventFormat.write(event));
                statement.executeUpdate();
                events.add(event);
            }
        }
        return List.copyOf(events);
    }

    private static long nextSequence(Connection connection, String host) throws SQLException {
        String upsert = "INSERT INTO host (host, sequence) VALUES (?, 1)"
                + " ON CONFLICT (host) DO UPDATE SET sequence = sequence + 1 RETURNING sequence";
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, host);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** A row as it was found; an event that is too long is not read whole. */
    private record Row(long position, long length, ByteBuffer body) {}

    /** At most {@code limit} arrivals behind {@code position}. The cursor is closed before anything is decoded. */
    static List<Arrival> after(Connection connection, long position, int limit) throws SQLException {
        return rows(connection, position, limit).stream()
                .map(EventTable::decode)
                .toList();
    }

    private static List<Row> rows(Connection connection, long position, int limit) throws SQLException {
        String select = "SELECT position, octet_length(body),"
                + " CASE WHEN octet_length(body) <= ? THEN body ELSE substr(body, 1, ?) END"
                + " FROM event WHERE position > ? ORDER BY position LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setInt(1, EventFormat.MAX_BYTES);
            statement.setInt(2, Arrival.MAX_BEGINNING);
            statement.setLong(3, position);
            statement.setInt(4, limit);
            try (ResultSet cursor = statement.executeQuery()) {
                return page(cursor);
            }
        }
    }

    private static List<Row> page(ResultSet cursor) throws SQLException {
        List<Row> rows = new ArrayList<>();
        long bytes = 0;
        while (bytes < MAX_PAGE_BYTES && cursor.next()) {
            byte[] body = cursor.getBytes(3);
            rows.add(new Row(cursor.getLong(1), cursor.getLong(2), ByteBuffer.wrap(body == null ? new byte[0] : body)));
            bytes += rows.get(rows.size() - 1).body().capacity();
        }
        return rows;
    }

    private static Arrival decode(Row row) {
        Position position = new Position(Long.toString(row.position()));
        if (row.length() > EventFormat.MAX_BYTES) {
            return unreadable(
                    position,
                    "it is " + row.length() + " bytes long",
                    row.body().array());
        }
        try {
            return new Arrival.Whole(position, EventFormat.read(row.body().array()));
        } catch (InvalidEvent invalid) {
            return unreadable(position, invalid.getMessage(), row.body().array());
        }
    }

    private static Arrival unreadable(Position position, String reason, byte[] body) {
        int kept = Math.min(body.length, Arrival.MAX_BEGINNING);
        String text = new String(body, 0, kept, StandardCharsets.UTF_8);
        return new Arrival.Unreadable(position, reason, Printable.of(text, Arrival.MAX_BEGINNING));
    }

    /** The position of the newest event there ever was, 0 for a log without one. */
    static long newest(Connection connection) throws SQLException {
        return number(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'event' AND seq > ?", 0, 0);
    }

    /** The position before the first event that was appended at {@code time} or later. */
    static long before(Connection connection, Instant time) throws SQLException {
        long first =
                number(connection, "SELECT min(position) FROM event WHERE appended_ms >= ?", time.toEpochMilli(), 0);
        return first == 0 ? newest(connection) : first - 1;
    }

    /** How many events lie behind {@code position}, and how long the first of them has been waiting. */
    static Backlog backlog(Connection connection, long position, Instant now) throws SQLException {
        String select = "SELECT count(*), coalesce(min(appended_ms), 0) FROM event WHERE position > ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long waiting = row.getLong(1) == 0 ? 0 : Math.max(0, now.toEpochMilli() - row.getLong(2));
                return new Backlog(row.getLong(1), Duration.ofMillis(waiting));
            }
        }
    }

    private static long number(Connection connection, String select, long argument, long otherwise)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setLong(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : otherwise;
            }
        }
    }
}
