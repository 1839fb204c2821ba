package dev.stacyvm.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The payload of an access token (RFC 9068), decoded and complete: every required claim is there, once, with a value it
 * can have. Claims of other names are passed over, because a newer issuer may send them.
 *
 * @param subject who presents the token
 * @param workerId the worker it speaks for; at an RPC listener, the one it is meant for
 * @param notBefore 0 when the claim is absent
 */
record JwtClaims(
        String issuer,
        String subject,
        String workerId,
        Audiences audiences,
        String tokenId,
        Set<Scope> scopes,
        long issuedAt,
        long notBefore,
        long expiresAt) {
    private static final int MAX_ISSUER = 512;
    private static final int MAX_TOKEN_ID = 256;
    private static final int MAX_SCOPE = 2048;

    /** Empty when a rule is broken. */
    static Optional<JwtClaims> read(byte[] payload) {
        try {
            return read(Json.readObject(payload));
        } catch (InvalidJson malformed) {
            return Optional.empty();
        }
    }

    private static Optional<JwtClaims> read(ObjectNode payload) {
        boolean texts = isText(payload.path("iss"), MAX_ISSUER)
                && isText(payload.path("jti"), MAX_TOKEN_ID)
                && isId(payload.path("sub"))
                && isId(payload.path("worker_id"))
                && payload.path("client_id").equals(payload.path("sub"))
                && (!payload.has("scope") || isScope(payload.path("scope")));
        boolean times = isTime(payload.path("iat"))
                && isTime(payload.path("exp"))
                && (!payload.has("nbf") || isTime(payload.path("nbf")));
        return texts && times
                ? audiences(payload.path("aud")).flatMap(audiences -> checked(payload, audiences))
                : Optional.empty();
    }

    private static Optional<JwtClaims> checked(ObjectNode payload, Audiences audiences) {
        JwtClaims claims = new JwtClaims(
                payload.path("iss").textValue(),
                payload.path("sub").textValue(),
                payload.path("worker_id").textValue(),
                audiences,
                payload.path("jti").textValue(),
                Scope.among(List.of(payload.path("scope").asText().split(" "))),
                payload.path("iat").longValue(),
                payload.path("nbf").longValue(),
                payload.path("exp").longValue());
        boolean itself = claims.subject.equals(claims.workerId) || audiences.contains(Audience.RPC);
        return itself ? Optional.of(claims) : Optional.empty();
    }

    private static Optional<Audiences> audiences(JsonNode claim) {
        List<String> words = new ArrayList<>();
        for (JsonNode word : claim.isArray() ? claim : List.of(claim)) {
            if (!word.isTextual()) {
                return Optional.empty();
            }
            words.add(word.textValue());
        }
        return Audiences.ofClaims(words);
    }

    private static boolean isText(JsonNode claim, int most) {
        return claim.isTextual()
                && !claim.textValue().isBlank()
                && claim.textValue().length() <= most;
    }

    private static boolean isId(JsonNode claim) {
        return claim.isTextual() && Ids.isValid(claim.textValue());
    }

    private static boolean isScope(JsonNode claim) {
        return claim.isTextual() && claim.textValue().length() <= MAX_SCOPE;
    }

    private static boolean isTime(JsonNode claim) {
        return claim.isIntegralNumber()
                && claim.canConvertToLong()
                && claim.longValue() > 0
                && claim.longValue() < ClaimsReader.TIME_LIMIT;
    }
}
