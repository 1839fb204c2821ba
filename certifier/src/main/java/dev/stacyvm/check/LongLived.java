package dev.stacyvm.check;

import dev.stacyvm.file.Secret;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A token that no issuer of ours makes: good in everything but that it lives for a second too long. */
final class LongLived {
    private static final Duration LIFE = Duration.ofMinutes(15).plusSeconds(1);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private LongLived() {}

    static Secret token(Secret key, IdentitySettings settings, Instant now) {
        byte[] claims = Json.write(Json.object()
                .put("worker_id", settings.workerId())
                .put("jti", settings.tokenId())
                .put("aud", settings.audience())
                .put("exp", now.plus(LIFE).getEpochSecond())
                .put("iat", now.getEpochSecond()));
        String signed = "stacyvm-worker-v1." + BASE64.encodeToString(claims);
        byte[] input = signed.getBytes(StandardCharsets.US_ASCII);
        byte[] signature = SharedKey.of(key).signature(input, input.length);
        return Secret.of(signed + "." + new String(signature, StandardCharsets.US_ASCII));
    }
}
