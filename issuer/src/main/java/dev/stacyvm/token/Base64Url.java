package dev.stacyvm.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 4648, section 5), so that one value has one accepted spelling. */
final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** The bytes; empty when the text has another alphabet, padding, white space or non-zero trailing bits, or is empty. */
    static Optional<byte[]> strict(String text) {
        // What is no Latin letter becomes a question mark, two surrogates become one; it is outside the alphabet too.
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        return strict(characters, 0, characters.length);
    }

    /** The same for the characters {@code text[from, to)}. */
    static Optional<byte[]> strict(byte[] text, int from, int to) {
        return endsClean(text, from, to) ? decoded(Arrays.copyOfRange(text, from, to)) : Optional.empty();
    }

    /** Whether the last character is of the alphabet and its unused bits are zero; the decoder checks all others. */
    private static boolean endsClean(byte[] text, int from, int to) {
        int last = to > from ? ALPHABET.indexOf(text[to - 1]) : -1;
        return switch ((to - from) % 4) {
            case 0 -> last >= 0;
            case 2 -> last >= 0 && (last & 0b1111) == 0;
            case 3 -> last >= 0 && (last & 0b11) == 0;
            default -> false;
        };
    }

    /** As the fleet's Go programs decode: line ends are skipped, trailing bits ignored. */
    static Optional<byte[]> compatible(String text) {
        String joined = text.replace("\r", "").replace("\n", "");
        return joined.endsWith("=") ? Optional.empty() : decoded(joined.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Optional<byte[]> decoded(byte[] text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException otherAlphabet) {
            return Optional.empty();
        }
    }
}
