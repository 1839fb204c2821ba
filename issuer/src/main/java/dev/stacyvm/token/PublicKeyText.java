package dev.stacyvm.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys as they stand in files: PEM ({@code BEGIN PUBLIC KEY}, one or more), a JWK, or a JWKS. */
public final class PublicKeyText {
    private static final int MAX_KEYS = 64;
    private static final List<String> KINDS = List.of("EC", "Ed25519", "RSA");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]{1,16384}?)-----END PUBLIC KEY-----");

    private PublicKeyText() {}

    /** Whether the text is meant to be public keys, good or bad; else it is a shared secret. */
    public static boolean isMeant(String text) {
        String trimmed = text.strip();
        return trimmed.startsWith("{") || trimmed.startsWith("-----BEGIN ");
    }

    /**
     * The keys in the text, at least one.
     *
     * @throws IllegalArgumentException when there is none, or one of them cannot be used; the message tells why without
     *     its content
     */
    public static List<JwtKey> read(String text) {
        if (text.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException("it holds a private key; name the public half alone");
        }
        List<JwtKey> keys = text.strip().startsWith("{") ? fromJson(text) : fromPem(text);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException(
                    "it holds " + keys.size() + " public keys; name one to " + MAX_KEYS + ", as PEM, JWK or JWKS");
        }
        return keys;
    }

    private static List<JwtKey> fromPem(String text) {
        List<JwtKey> keys = new ArrayList<>();
        Matcher blocks = PEM.matcher(text);
        while (blocks.find()) {
            keys.add(JwtKey.of(decoded(blocks.group(1))));
        }
        return keys;
    }

    private static PublicKey decoded(String base64) {
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return KINDS.stream()
                .flatMap(kind -> key(kind, der).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("its PEM is no public key of a known kind"));
    }

    private static Optional<PublicKey> key(String kind, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException otherKind) {
            return Optional.empty();
        }
    }

    private static List<JwtKey> fromJson(String text) {
        List<JwtKey> keys = new ArrayList<>();
        try {
            ObjectNode read = Json.readObject(text.strip().getBytes(StandardCharsets.UTF_8));
            for (JsonNode key : read.has("keys") ? read.path("keys") : List.<JsonNode>of(read)) {
                keys.add(JwtKey.ofJwk(members(key)));
            }
        } catch (InvalidJson malformed) {
            throw new IllegalArgumentException("its JSON is malformed", malformed);
        }
        return keys;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(JsonNode key) throws InvalidJson {
        return Json.convert(key, Map.class);
    }
}
