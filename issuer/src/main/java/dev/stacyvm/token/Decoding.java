package dev.stacyvm.token;

import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.ReadObject;
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

    private static final List<String> TIMES = List.of("iat", "nbf", "exp");

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

    private static UnverifiedToken jwt(ReadObject header, ReadObject payload, String signature) {
        String algorithm = text(header, "alg");
        boolean whole = Base64Url.strict(signature).isPresent()
                && hasLength(algorithm, signature.length())
                && TIMES.stream().allMatch(name -> isTimeOrAbsent(payload, name));
        Optional<String> keyId = UnverifiedClaims.text(text(header, "kid"));
        return new UnverifiedToken.Jwt(shown(payload), whole, algorithm, keyId);
    }

    /** A time that cannot be read must not pass for one that sets no bound. */
    private static boolean isTimeOrAbsent(ReadObject claims, String name) {
        return !claims.names().contains(name) || claims.seconds(name).isPresent();
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

    private static UnverifiedClaims shown(ReadObject claims) {
        String worker = claims.names().contains("worker_id") ? "worker_id" : "sub";
        return new UnverifiedClaims(
                UnverifiedClaims.text(text(claims, worker)),
                UnverifiedClaims.text(text(claims, "jti")),
                words(claims, "aud", false),
                words(claims, "scope", true),
                UnverifiedClaims.time(claims.seconds("iat").orElse(0L)),
                UnverifiedClaims.time(claims.seconds("nbf").orElse(0L)),
                UnverifiedClaims.time(claims.seconds("exp").orElse(0L)));
    }

    private static List<String> words(ReadObject claims, String name, boolean separated) {
        String one = text(claims, name);
        if (one.isBlank()) {
            return claims.texts(name).orElse(List.of());
        }
        return separated ? List.of(one.split(" ")) : List.of(one);
    }

    private static String text(ReadObject object, String name) {
        return object.text(name).orElse("");
    }

    private static Optional<ReadObject> object(String part) {
        return Base64Url.strict(part).flatMap(Decoding::object);
    }

    private static Optional<ReadObject> object(byte[] json) {
        try {
            return Optional.of(ReadObject.of(json));
        } catch (InvalidJson malformed) {
            return Optional.empty();
        }
    }
}
