package dev.stacyvm.token;

import dev.stacyvm.file.Secret;
import dev.stacyvm.wire.GoText;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret behind worker-v1 tokens: the UTF-8 bytes of a trimmed text, never decoded (contract, section 1.1). Whoever
 * holds it can verify tokens and make them. Safe from any thread; each thread computes with a {@link Mac} of its own.
 */
public final class SharedKey {
    /** What a key of ours has at least. */
    public static final int MIN_BYTES = 32;

    /** The length of every signature in a token: 32 bytes in base64url without padding. */
    public static final int SIGNATURE_CHARS = 43;

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Secret secret;
    private final ThreadLocal<Mac> mac;

    private SharedKey(Secret secret) {
        this.secret = secret;
        this.mac = ThreadLocal.withInitial(() -> newMac(secret));
    }

    /**
     * The key of a signing-key text.
     *
     * @throws IllegalArgumentException when nothing is left of it after trimming
     */
    public static SharedKey of(Secret text) {
        String trimmed = GoText.trim(text.revealText());
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("the worker signing key is blank; give it at least 32 bytes");
        }
        return new SharedKey(Secret.of(trimmed));
    }

    /** A key list as the fleet reads one: in order, blank texts dropped, the first of equal ones kept. */
    public static List<SharedKey> list(List<Secret> texts) {
        return texts.stream()
                .filter(text -> !GoText.trim(text.revealText()).isEmpty())
                .map(SharedKey::of)
                .distinct()
                .toList();
    }

    /** What makes this key easier to guess than it should be, as a sentence for the operator. */
    public Optional<String> weakness() {
        return secret.length() >= MIN_BYTES
                ? Optional.empty()
                : Optional.of("the worker signing key has " + secret.length() + " bytes; use at least " + MIN_BYTES
                        + " random ones (openssl rand -hex 32)");
    }

    /**
     * HMAC-SHA256 as it stands in a token.
     *
     * @param length how many bytes of {@code input} are signed, from its begin
     * @return 43 characters of base64url
     */
    public byte[] signature(byte[] input, int length) {
        Mac own = mac.get();
        own.update(input, 0, length);
        return BASE64.encode(own.doFinal());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedKey key && secret.equals(key.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "SharedKey[redacted]";
    }

    private static Mac newMac(Secret secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.revealBytes(), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, absent);
        }
    }
}
