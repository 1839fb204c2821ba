package dev.stacyvm.event;

import dev.stacyvm.wire.Ids;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names that may be identifiers, topic keys and file names. Two different texts never share a name: a text that had to
 * be changed carries a hash, and a text that only looks like one of those is changed as well.
 */
public final class SafeName {
    private static final int MAX_KEPT = 64;
    private static final int HASH_BYTES = 8;
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern LOOKS_CHANGED = Pattern.compile(".*--[0-9a-f]{16}");

    private SafeName() {}

    /** {@code text} itself where it is an identifier, else what can be kept of it, {@code --} and 16 hex digits. */
    public static String of(String text) {
        if (Ids.isValid(text) && !LOOKS_CHANGED.matcher(text).matches()) {
            return text;
        }
        String kept = UNSAFE.matcher(text.substring(0, Math.min(MAX_KEPT, text.length())))
                .replaceAll("_");
        return "x" + kept + "--" + hash(text);
    }

    /** Over the characters as they are: an encoding would let different broken surrogates meet. */
    private static String hash(String text) {
        ByteBuffer characters = ByteBuffer.allocate(text.length() * Character.BYTES);
        text.chars().forEach(character -> characters.putChar((char) character));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(characters.array());
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
