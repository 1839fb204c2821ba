package dev.stacyvm.trust;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.KeyedVerifier;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.WireTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the issuer has others trust, at one moment. Immutable; a change of anything is another snapshot of a higher
 * epoch.
 *
 * @param epoch grows with every change and every start of the issuer
 * @param issuer the {@code iss} of its tokens
 * @param keys that verify tokens
 * @param attestationKeys that ever signed attestations
 */
public record TrustSnapshot(
        long epoch,
        Instant generatedAt,
        String issuer,
        List<JwtKey> keys,
        List<P256Key> attestationKeys,
        Revocations revoked) {
    public TrustSnapshot {
        keys = List.copyOf(keys);
        attestationKeys = List.copyOf(attestationKeys);
    }

    /** Reads the body of an answer; empty when anything in it is not as {@link #json} writes it. */
    public static Optional<TrustSnapshot> read(byte[] body) {
        return TrustReading.read(body);
    }

    /** The body of {@code GET /api/v1/trust}. */
    public ObjectNode json() {
        ObjectNode body = Json.object()
                .put("epoch", epoch)
                .put("generated_at", WireTime.exact(generatedAt))
                .put("issuer", issuer);
        ArrayNode tokenKeys = body.putArray("keys");
        keys.forEach(key -> tokenKeys.add(Json.tree(key.toJwk())));
        ArrayNode others = body.putArray("attestation_keys");
        attestationKeys.forEach(key -> others.add(key.jwk()));
        ObjectNode gone = body.putObject("revoked");
        ArrayNode tokens = gone.putArray("tokens");
        revoked.tokens().stream().sorted().forEach(tokens::add);
        ArrayNode workers = gone.putArray("workers");
        revoked.workers()
                .forEach((id, before) -> workers.addObject().put("id", id).put("before", WireTime.exact(before)));
        ArrayNode keyIds = gone.putArray("keys");
        revoked.keys().stream().sorted().forEach(keyIds::add);
        return body;
    }

    /**
     * The verifier of this snapshot, for as long as it holds. Keys that are revoked are no keys of it.
     *
     * @param shared verifies the tokens that are no JWT; empty where none are taken
     */
    public TokenVerifier verifier(Optional<? extends TokenVerifier> shared, Time time) {
        List<JwtKey> live =
                keys.stream().filter(key -> !revoked.keys().contains(key.id())).toList();
        return new KeyedVerifier(JwtVerifier.of(live, issuer, time), shared, revoked);
    }
}
