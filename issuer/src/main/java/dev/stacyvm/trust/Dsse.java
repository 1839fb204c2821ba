package dev.stacyvm.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A Dead Simple Signing Envelope with one signature. */
public final class Dsse {
    /** The payload type of in-toto Statements. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final String payloadType;
    private final byte[] payload;
    private final String keyId;
    private final byte[] signature;

    /** @param signature by the key of that id, over {@link #signed} */
    public Dsse(String payloadType, byte[] payload, String keyId, byte[] signature) {
        this.payloadType = payloadType;
        this.payload = payload.clone();
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    public String payloadType() {
        return payloadType;
    }

    public byte[] payload() {
        return payload.clone();
    }

    /** Which key signed; a hint, never proof. */
    public String keyId() {
        return keyId;
    }

    public byte[] signature() {
        return signature.clone();
    }

    /** What a signature is over: DSSE's pre-authentication encoding of type and payload. */
    public static byte[] signed(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }

    public ObjectNode json() {
        Base64.Encoder base64 = Base64.getEncoder();
        ObjectNode envelope =
                Json.object().put("payloadType", payloadType).put("payload", base64.encodeToString(payload));
        envelope.putArray("signatures").addObject().put("keyid", keyId).put("sig", base64.encodeToString(signature));
        return envelope;
    }

    /** Reads an envelope; empty when it is none, has not exactly one signature, or is larger than 2 MiB. */
    public static Optional<Dsse> read(byte[] json) {
        if (json.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            ObjectNode envelope = Json.readObject(json);
            return envelope.path("signatures").size() == 1 ? Optional.of(of(envelope)) : Optional.empty();
        } catch (InvalidJson | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Dsse of(ObjectNode envelope) {
        var signature = envelope.path("signatures").path(0);
        return new Dsse(
                envelope.path("payloadType").asText(),
                decoded(envelope.path("payload").asText()),
                signature.path("keyid").asText(),
                decoded(signature.path("sig").asText()));
    }

    /** One accepted spelling: a decoder alone ignores the last character's spare bits. */
    private static byte[] decoded(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not the one spelling");
        }
        return bytes;
    }
}
