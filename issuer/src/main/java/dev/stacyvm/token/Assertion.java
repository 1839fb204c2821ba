package dev.stacyvm.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Proof that a worker holds its enrolled key: a JWT of RFC 7523 with {@code iss} and {@code sub} the worker, {@code aud}
 * the issuer, a life of at most a minute and an id to be used once, signed ES256. Each has one accepted spelling.
 */
public final class Assertion {
    /** No assertion lives longer. */
    public static final Duration MAX_LIFE = Duration.ofSeconds(60);

    private static final int MAX_LENGTH = 4 * 1024;
    private static final long SKEW_SECONDS = 30;
    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{8,128}");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Assertion() {}

    /** A new one that begins now. */
    public static String sign(P256Pair pair, String workerId, String issuer, Instant now) {
        ObjectNode header = Json.object()
                .put("alg", "ES256")
                .put("kid", pair.publicKey().thumbprint())
                .put("typ", "JWT");
        ObjectNode claims = Json.object()
                .put("iss", workerId)
                .put("sub", workerId)
                .put("aud", issuer)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + MAX_LIFE.toSeconds());
        String signed = BASE64.encodeToString(Json.write(header)) + "." + BASE64.encodeToString(Json.write(claims));
        return signed + "." + BASE64.encodeToString(pair.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Judges an assertion of {@code workerId}, whose enrolled key is {@code key}. Never throws for any input. */
    public static AssertionVerdict verify(String text, P256Key key, String workerId, String issuer, Instant now) {
        String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3) {
            return new AssertionVerdict.Refused("it is no compact JWT", false);
        }
        Optional<ObjectNode> header = object(parts[0]);
        Optional<ObjectNode> claims = object(parts[1]);
        Optional<byte[]> signature = Base64Url.strict(parts[2]);
        if (header.isEmpty() || claims.isEmpty() || signature.isEmpty()) {
            return new AssertionVerdict.Refused("a part is not strict base64url of one JSON object", false);
        }
        byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.ISO_8859_1);
        if (!isOf(header.get(), key) || !key.verifies(signed, signature.get())) {
            return new AssertionVerdict.Refused("the enrolled key did not sign it", false);
        }
        return judge(claims.get(), workerId, issuer, now.getEpochSecond());
    }

    /** The key decides the algorithm; nothing in the header may choose or carry another key. */
    private static boolean isOf(ObjectNode header, P256Key key) {
        Iterator<String> names = header.fieldNames();
        while (names.hasNext()) {
            if (!HEADERS.contains(names.next())) {
                return false;
            }
        }
        return text(header, "alg").equals("ES256")
                && text(header, "kid").equals(key.thumbprint())
                && (!header.has("typ") || text(header, "typ").equals("JWT"));
    }

    private static AssertionVerdict judge(ObjectNode claims, String workerId, String issuer, long now) {
        if (!text(claims, "iss").equals(workerId) || !text(claims, "sub").equals(workerId)) {
            return refused("it speaks for another worker");
        }
        if (!text(claims, "aud").equals(issuer)) {
            return refused("it is for another issuer; this one is " + issuer);
        }
        String id = text(claims, "jti");
        JsonNode issued = claims.path("iat");
        JsonNode expires = claims.path("exp");
        if (!ID.matcher(id).matches() || !isTime(issued) || !isTime(expires)) {
            return refused("it lacks jti, iat or exp");
        }
        return judgeTimes(id, issued.longValue(), expires.longValue(), now);
    }

    private static AssertionVerdict judgeTimes(String id, long issued, long expires, long now) {
        if (now >= expires) {
            return refused("it has expired; compare the worker's clock with the issuer's");
        }
        if (issued > now + SKEW_SECONDS) {
            return refused("it begins in the future; compare the worker's clock with the issuer's");
        }
        if (expires > now + MAX_LIFE.toSeconds() + SKEW_SECONDS || issued < expires - MAX_LIFE.toSeconds()) {
            return refused("it lives longer than " + MAX_LIFE.toSeconds() + " s");
        }
        return new AssertionVerdict.Holds(id, Instant.ofEpochSecond(expires));
    }

    private static boolean isTime(JsonNode claim) {
        return claim.isIntegralNumber() && claim.canConvertToLong();
    }

    private static AssertionVerdict refused(String why) {
        return new AssertionVerdict.Refused(why, true);
    }

    private static Optional<ObjectNode> object(String part) {
        return Base64Url.strict(part).flatMap(json -> {
            try {
                return Optional.of(Json.readObject(json));
            } catch (InvalidJson invalid) {
                return Optional.empty();
            }
        });
    }

    private static String text(ObjectNode object, String name) {
        return object.path(name).isTextual() ? object.path(name).textValue() : "";
    }
}
