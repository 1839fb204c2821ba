package dev.stacyvm.token;

import dev.stacyvm.file.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Signs any payload, also those no issuer would write. */
final class SignedPayload {
    static final SharedKey KEY = SharedKey.of(Secret.of("worker-signing-key-with-at-least-32-bytes"));

    /** 2026-05-09T10:00:00Z, where ManualTime begins. */
    static final long NOW = 1778320800;

    private SignedPayload() {}

    static String token(String json) {
        return token(json.getBytes(StandardCharsets.UTF_8));
    }

    static String token(byte[] json) {
        return spelled(Base64.getUrlEncoder().withoutPadding().encodeToString(json));
    }

    /** A token whose payload is this very text, signed. */
    static String spelled(String payload) {
        return spelled(payload, KEY);
    }

    static String spelled(String payload, SharedKey key) {
        byte[] signed = (WorkerV1Verifier.PREFIX + payload).getBytes(StandardCharsets.UTF_8);
        return WorkerV1Verifier.PREFIX + payload + "."
                + new String(key.signature(signed, signed.length), StandardCharsets.US_ASCII);
    }

    /** A good payload for {@code worker-a}, expiring {@code seconds} from now. */
    static String json(String tokenId, long seconds) {
        return "{\"worker_id\":\"worker-a\",\"jti\":\"" + tokenId + "\",\"aud\":\"worker:control-plane\",\"exp\":"
                + (NOW + seconds) + ",\"iat\":" + NOW + "}";
    }
}
