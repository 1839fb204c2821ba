package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A secret of 256 random bits that enrols one worker once. Only its hash is stored. */
final class JoinToken {
    private static final String PREFIX = "stacyvm-join.";
    private static final int ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private JoinToken() {}

    static Secret generate() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** A plain hash suffices: 256 random bits cannot be guessed. */
    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("this JVM has no SHA-256", absent);
        }
    }

    /** What names the token in logs: the beginning of its hash. */
    static String id(byte[] hash) {
        return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    }
}
