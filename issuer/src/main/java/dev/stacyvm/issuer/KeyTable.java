package dev.stacyvm.issuer;

import dev.stacyvm.key.KeyRing;
import dev.stacyvm.key.KeyState;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.PublicKeyText;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The signing keys' states and public halves in SQL. The names of the last thousand keys are kept after their removal. */
final class KeyTable {
    private static final int KEPT = 1_000;

    /** A key with when it came into its state. */
    record Row(JwtKey key, KeyState state, Instant since) {}

    private KeyTable() {}

    static void add(Connection connection, JwtKey key, KeyState state, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO signing_keys (id, jwk, state, changed_at) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, key.id());
            insert.setString(2, new String(Json.write(key.toJwk()), StandardCharsets.UTF_8));
            insert.setString(3, state.word());
            insert.setLong(4, now.getEpochSecond());
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM signing_keys WHERE state = 'removed'"
                + " AND position <= (SELECT max(position) FROM signing_keys) - ?")) {
            delete.setInt(1, KEPT);
            delete.executeUpdate();
        }
    }

    /** Oldest first. */
    static Map<String, Row> all(Connection connection) throws SQLException {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT jwk, state, changed_at FROM signing_keys ORDER BY position");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                JwtKey key = key(row.getString(1));
                KeyState state = KeyState.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
                rows.put(key.id(), new Row(key, state, Instant.ofEpochSecond(row.getLong(3))));
            }
        }
        return rows;
    }

    static KeyRing ring(Connection connection) throws SQLException {
        return ring(all(connection));
    }

    static KeyRing ring(Map<String, Row> rows) {
        Map<String, KeyState> states = new LinkedHashMap<>();
        rows.forEach((id, row) -> states.put(id, row.state()));
        return new KeyRing(states);
    }

    /** Writes the states that are others than before. */
    static void change(Connection connection, KeyRing before, KeyRing after, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE signing_keys SET state = ?, changed_at = ? WHERE id = ?")) {
            for (Map.Entry<String, KeyState> key : after.states().entrySet()) {
                if (before.states().get(key.getKey()) != key.getValue()) {
                    update.setString(1, key.getValue().word());
                    update.setLong(2, now.getEpochSecond());
                    update.setString(3, key.getKey());
                    update.executeUpdate();
                }
            }
        }
    }

    private static JwtKey key(String jwk) throws SQLException {
        try {
            List<JwtKey> keys = PublicKeyText.read(jwk);
            return keys.get(0);
        } catch (IllegalArgumentException damaged) {
            throw new SQLException("a signing key's public half is damaged", damaged);
        }
    }
}
