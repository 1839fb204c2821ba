package dev.stacyvm.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes tokens apart without verifying them. */
final class Decoding {
    /** Characters of a signature where the algorithm alone decides them. */
    private static final Map<String, Integer> SIGNATURE_CHARS =
            Map.of("ES256", 86, "EdDSA", 86, "Ed25519", 86, "HS256", SharedKey.SIGNATURE_CHARS);

    /** The signature of an RSA key of 2048 bits, the shortest in use. */
    private static final int MIN_RSA_CHARS = 342;

    private Decoding() {}

    static Optional<UnverifiedToken> workerV1(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        boolean whole = parts[2].length() == SharedKey.SIGNATURE_CHARS
                && Base64Url.strict(parts[2]).isPresent()
                && Base64Url.strict(parts[1]).isPresent();
        return Base64Url.compatible(parts[1])
                .flatMap(ClaimsReader.COMPATIBLE::read)
                .map(claims -> new UnverifiedToken.WorkerV1(shown(claims), whole));
    }

    static Optional<UnverifiedToken> jwt(String token) {
        String[] parts = token.split("\\.", -1);
        return parts.length != 3
                ? Optional.empty()
                : object(parts[0]).flatMap(header -> object(parts[1]).map(payload -> jwt(header, payload, parts[2])));
    }

    private static UnverifiedToken jwt(ObjectNode header, ObjectNode payload, String signature) {
        String algorithm = header.path("alg").asText();
        boolean whole = Base64Url.strict(signature).isPresent() && hasLength(algorithm, signature.length());
        Optional<String> keyId = UnverifiedClaims.text(header.path("kid").asText());
        return new UnverifiedToken.Jwt(shown(payload), whole, algorithm, keyId);
    }

    private static boolean hasLength(String algorithm, int length) {
        return length == SIGNATURE_CHARS.getOrDefault(algorithm, length)
                && (!algorithm.startsWith("RS") || length >= MIN_RSA_CHARS);
    }

    private static UnverifiedClaims shown(WorkerV1Claims claims) {
        return new UnverifiedClaims(
                UnverifiedClaims.text(GoText.trim(claims.workerId())),
                UnverifiedClaims.text(GoText.trim(claims.tokenId())),
                UnverifiedClaims.text(GoText.trim(claims.audience())).stream().toList(),
                claims.scopes().orElse(List.of()),
                UnverifiedClaims.time(claims.iat()),
                UnverifiedClaims.time(claims.nbf()),
                UnverifiedClaims.time(claims.exp()));
    }

    private static UnverifiedClaims shown(ObjectNode claims) {
        String workerId = claims.path("worker_id").asText(claims.path("sub").asText());
        return new UnverifiedClaims(
                UnverifiedClaims.text(workerId),
                UnverifiedClaims.text(claims.path("jti").asText()),
                words(claims.path("aud"), false),
                words(claims.path("scope"), true),
                UnverifiedClaims.time(claims.path("iat").asLong()),
                UnverifiedClaims.time(claims.path("nbf").asLong()),
                UnverifiedClaims.time(claims.path("exp").asLong()));
    }

    private static List<String> words(JsonNode claim, boolean separated) {
        List<String> words = new ArrayList<>();
        if (claim.isArray()) {
            claim.forEach(word -> words.add(word.asText()));
        } else if (!claim.asText().isBlank()) {
            words.addAll(separated ? List.of(claim.asText().split(" ")) : List.of(claim.asText()));
        }
        return words;
    }

    private static Optional<ObjectNode> object(String part) {
        return Base64Url.strict(part).flatMap(Decoding::object);
    }

    private static Optional<ObjectNode> object(byte[] json) {
        try {
            return Optional.of(Json.readObject(json));
        } catch (InvalidJson malformed) {
            return Optional.empty();
        }
    }
}
