package dev.stacyvm.signoff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A DSSE envelope with one signature.
 *
 * @param signature ASN.1 as OpenSSL takes it, or the 64 bytes that JWS uses
 */
record DsseEnvelope(String payloadType, Buffer payload, Buffer signature) {
    static final String IN_TOTO = "application/vnd.in-toto+json";

    /** Empty when it is no envelope with exactly one signature. */
    static Optional<DsseEnvelope> parse(byte[] json) {
        try {
            JsonNode envelope = Json.readObject(json);
            JsonNode signatures = envelope.path("signatures");
            if (!envelope.path("payloadType").isTextual() || signatures.size() != 1) {
                return Optional.empty();
            }
            return Optional.of(new DsseEnvelope(
                    envelope.path("payloadType").asText(),
                    decoded(envelope.path("payload")),
                    decoded(signatures.path(0).path("sig"))));
        } catch (InvalidJson | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The pre-authentication encoding: the bytes that are signed. */
    byte[] preAuthentication() {
        int typeBytes = payloadType.getBytes(StandardCharsets.UTF_8).length;
        return Buffer.buffer("DSSEv1 " + typeBytes + " " + payloadType + " " + payload.length() + " ")
                .appendBuffer(payload)
                .getBytes();
    }

    private static Buffer decoded(JsonNode text) {
        return Buffer.buffer(Base64.getDecoder().decode(text.asText()));
    }
}
