package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import dev.stacyvm.token.Audience;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Tokens of the worker-v1 form whose signature nobody here can check. */
final class TestTokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TestTokens() {}

    static Secret token(String worker, Audience audience, Instant issued, Instant expires) {
        String claims = "{\"worker_id\":\"" + worker + "\",\"jti\":\"id-" + issued.toEpochMilli() + "\",\"aud\":\""
                + audience.claim() + "\",\"exp\":" + expires.getEpochSecond() + ",\"iat\":"
                + issued.getEpochSecond() + "}";
        return ofClaims(claims);
    }

    static Secret ofClaims(String claims) {
        return Secret.of("stacyvm-worker-v1." + encode(claims) + "." + BASE64.encodeToString(new byte[32]));
    }

    static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
