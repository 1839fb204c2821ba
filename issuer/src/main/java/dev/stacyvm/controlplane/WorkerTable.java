package dev.stacyvm.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers in SQL; lists and objects are kept as JSON text. */
final class WorkerTable {
    private WorkerTable() {}

    static List<WorkerRow> all(Statement statement) throws SQLException, IOException {
        List<WorkerRow> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT id, hostname, status, providers, capabilities, capacity, last_heartbeat, created_at FROM workers")) {
            while (row.next()) {
                rows.add(worker(row));
            }
        }
        return rows;
    }

    static void write(Connection connection, Changes changes) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "INSERT OR REPLACE INTO workers (id, hostname, status, providers, capabilities, capacity, last_heartbeat,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (WorkerRow worker : changes.workers()) {
                bind(upsert, worker);
                upsert.executeUpdate();
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM workers WHERE id = ?")) {
            for (String id : changes.forgottenWorkers()) {
                delete.setString(1, id);
                delete.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement upsert, WorkerRow worker) throws SQLException {
        upsert.setString(1, worker.id());
        upsert.setString(2, worker.hostname());
        upsert.setString(3, worker.status());
        upsert.setString(4, text(worker.providers()));
        upsert.setString(5, text(worker.capabilities()));
        upsert.setString(6, text(worker.capacity()));
        upsert.setLong(7, worker.lastHeartbeat().getEpochSecond());
        upsert.setLong(8, worker.createdAt().getEpochSecond());
    }

    private static WorkerRow worker(ResultSet row) throws SQLException, IOException {
        return new WorkerRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                words(row.getString(4)),
                words(row.getString(5)),
                value(row.getString(6), JsonNode.class),
                Instant.ofEpochSecond(row.getLong(7)),
                Instant.ofEpochSecond(row.getLong(8)));
    }

    private static @Nullable List<String> words(@Nullable String text) throws IOException {
        String[] words = value(text, String[].class);
        return words == null ? null : List.of(words);
    }

    private static <T> @Nullable T value(@Nullable String text, Class<T> type) throws IOException {
        try {
            return text == null ? null : Json.read(text.getBytes(StandardCharsets.UTF_8), type);
        } catch (InvalidJson damaged) {
            throw new IOException("a worker's row is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
