package dev.stacyvm.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a snapshot, whole or not at all: half of a trust feed is worse than none. */
final class TrustReading {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_KEYS = 128;
    private static final int MAX_REVOKED = 4_096;
    private static final int MAX_TEXT = 512;
    /** What every JSON number holds exactly. */
    private static final long MAX_EPOCH = 1L << 53;

    private TrustReading() {}

    static Optional<TrustSnapshot> read(byte[] body) {
        if (body.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(Json.readObject(body)));
        } catch (InvalidJson | IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static TrustSnapshot of(ObjectNode body) throws InvalidJson {
        JsonNode epoch = body.path("epoch");
        require(epoch.isIntegralNumber() && epoch.longValue() > 0 && epoch.longValue() < MAX_EPOCH);
        return new TrustSnapshot(
                epoch.longValue(),
                Instant.parse(text(body.path("generated_at"))),
                text(body.path("issuer")),
                keys(body.path("keys")),
                attestationKeys(body.path("attestation_keys")),
                revoked(body.path("revoked")));
    }

    @SuppressWarnings("unchecked")
    private static List<JwtKey> keys(JsonNode array) throws InvalidJson {
        List<JwtKey> keys = new ArrayList<>();
        for (JsonNode key : members(array, MAX_KEYS)) {
            require(key.isObject());
            keys.add(JwtKey.ofJwk(Json.convert(key, Map.class)));
        }
        return keys;
    }

    private static List<P256Key> attestationKeys(JsonNode array) {
        List<P256Key> keys = new ArrayList<>();
        for (JsonNode key : members(array, MAX_KEYS)) {
            keys.add(P256Key.fromJwk(key).orElseThrow(() -> new IllegalArgumentException("not a key")));
        }
        return keys;
    }

    private static Revocations revoked(JsonNode gone) {
        Map<String, Instant> workers = new HashMap<>();
        for (JsonNode worker : members(gone.path("workers"), MAX_REVOKED)) {
            String id = text(worker.path("id"));
            require(Ids.isValid(id));
            workers.put(id, Instant.parse(text(worker.path("before"))));
        }
        return new Revocations(texts(gone.path("tokens")), workers, texts(gone.path("keys")));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        members(array, MAX_REVOKED).forEach(item -> texts.add(text(item)));
        return texts;
    }

    private static JsonNode members(JsonNode array, int most) {
        require(array.isArray() && array.size() <= most);
        return array;
    }

    private static String text(JsonNode value) {
        require(value.isTextual()
                && !value.textValue().isBlank()
                && value.textValue().length() <= MAX_TEXT);
        return value.textValue();
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not a trust snapshot");
        }
    }
}
