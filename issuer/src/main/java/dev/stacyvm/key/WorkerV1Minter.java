package dev.stacyvm.key;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.WorkerV1Verifier;
import dev.stacyvm.wire.GoText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Mints {@code stacyvm-worker-v1} tokens, byte for byte as StacyVM's own issuers do (contract, section 1). */
public final class WorkerV1Minter implements Minter {
    private static final byte[] PREFIX = WorkerV1Verifier.PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static final byte[] WORKER_ID = ClaimsWriter.name("worker_id");
    private static final byte[] TOKEN_ID = ClaimsWriter.name("jti");
    private static final byte[] AUDIENCE = ClaimsWriter.name("aud");
    private static final byte[] SCOPES = ClaimsWriter.name("scopes");
    private static final byte[] EXPIRES = ClaimsWriter.name("exp");
    private static final byte[] ISSUED = ClaimsWriter.name("iat");
    private static final byte[] BEGINS = ClaimsWriter.name("nbf");

    private final SharedKey key;
    private final Time time;

    /** Takes a key of any length, as the token commands do; whoever calls tells the operator of its weakness. */
    public WorkerV1Minter(SharedKey key, Time time) {
        this.key = key;
        this.time = time;
    }

    /**
     * The minter of a service of ours, which signs with no key that could be guessed.
     *
     * @throws IllegalArgumentException when the key is shorter than 32 bytes
     */
    public static WorkerV1Minter forService(SharedKey key, Time time) {
        key.weakness().ifPresent(weakness -> {
            throw new IllegalArgumentException(weakness);
        });
        return new WorkerV1Minter(key, time);
    }

    /**
     * @throws IllegalArgumentException when nothing is left of the worker id after trimming, or there is more than one
     *     audience, which the format has no room for
     */
    @Override
    public MintedToken mint(MintRequest request) {
        Instant now = time.now();
        String workerId = GoText.trim(request.workerId());
        if (workerId.isEmpty()) {
            throw new IllegalArgumentException("the worker id is blank");
        }
        String tokenId = request.tokenId().isBlank() ? TokenIds.next() : request.tokenId();
        long issued = now.getEpochSecond();
        long expires = now.plus(request.ttl()).getEpochSecond();
        long begins =
                request.notBefore().isZero() ? 0 : now.plus(request.notBefore()).getEpochSecond();
        byte[] json = new ClaimsWriter()
                .text(WORKER_ID, workerId)
                .text(TOKEN_ID, tokenId)
                .text(AUDIENCE, audience(request))
                .texts(SCOPES, request.scopes())
                .time(EXPIRES, expires)
                .time(ISSUED, issued)
                .time(BEGINS, begins)
                .json();
        return new MintedToken(
                sign(json),
                tokenId,
                workerId,
                Instant.ofEpochSecond(issued),
                Instant.ofEpochSecond(begins == 0 ? issued : begins),
                Instant.ofEpochSecond(expires));
    }

    private static String audience(MintRequest request) {
        return request.audiences()
                .single()
                .orElseThrow(() -> new IllegalArgumentException("a worker-v1 token has one audience; ask for a JWT"))
                .claim();
    }

    private Secret sign(byte[] json) {
        byte[] payload = BASE64.encode(json);
        int signed = PREFIX.length + payload.length;
        byte[] token = new byte[signed + 1 + SharedKey.SIGNATURE_CHARS];
        System.arraycopy(PREFIX, 0, token, 0, PREFIX.length);
        System.arraycopy(payload, 0, token, PREFIX.length, payload.length);
        token[signed] = '.';
        System.arraycopy(key.signature(token, signed), 0, token, signed + 1, SharedKey.SIGNATURE_CHARS);
        return Secret.taking(token);
    }
}
