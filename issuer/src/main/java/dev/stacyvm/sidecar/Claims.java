package dev.stacyvm.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a token of either format says of itself, read without verifying it. */
record Claims(String workerId, List<String> audience, String tokenId, Optional<Instant> issuedAt, Instant expiresAt) {
    private static final String WORKER_V1 = "stacyvm-worker-v1";
    private static final int MAX_CHARACTERS = 16 * 1024;
    private static final int SIGNATURE_CHARACTERS = 43;

    /** The claims of a whole token; empty when the text is not one. */
    static Optional<Claims> of(String token) {
        String[] parts = token.split("\\.", -1);
        boolean whole = token.length() <= MAX_CHARACTERS
                && parts.length == 3
                && (parts[0].equals(WORKER_V1) || object(parts[0]).isPresent())
                && parts[2].length() >= SIGNATURE_CHARACTERS
                && decoded(parts[2]).isPresent();
        return whole ? object(parts[1]).flatMap(Claims::from) : Optional.empty();
    }

    private static Optional<Claims> from(ObjectNode claims) {
        JsonNode expires = claims.path("exp");
        JsonNode worker = claims.path("worker_id");
        if (!expires.canConvertToLong() || !expires.isIntegralNumber() || !worker.isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new Claims(
                worker.textValue(),
                words(claims.path("aud")),
                claims.path("jti").asText(),
                instant(claims.path("iat")),
                Instant.ofEpochSecond(expires.longValue())));
    }

    private static List<String> words(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(node.asText());
    }

    private static Optional<Instant> instant(JsonNode seconds) {
        return seconds.isIntegralNumber() ? Optional.of(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
    }

    private static Optional<ObjectNode> object(String part) {
        return decoded(part).flatMap(bytes -> {
            try {
                return Optional.of(Json.readObject(bytes));
            } catch (InvalidJson notClaims) {
                return Optional.empty();
            }
        });
    }

    private static Optional<byte[]> decoded(String part) {
        try {
            return part.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
