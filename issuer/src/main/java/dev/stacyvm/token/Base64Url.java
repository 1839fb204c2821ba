package dev.stacyvm.token;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 4648, section 5), so that one value has one accepted spelling. */
final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** The bytes; empty when the text has another alphabet, padding, white space or non-zero trailing bits, or is empty. */
    static Optional<byte[]> strict(String text) {
        return !text.isEmpty() && endsClean(text) ? lenient(text) : Optional.empty();
    }

    /** As the fleet's Go programs decode: line ends are skipped, trailing bits ignored. */
    static Optional<byte[]> compatible(String text) {
        String joined = text.replace("\r", "").replace("\n", "");
        return joined.endsWith("=") ? Optional.empty() : lenient(joined);
    }

    private static Optional<byte[]> lenient(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException otherAlphabet) {
            return Optional.empty();
        }
    }

    private static boolean endsClean(String text) {
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return switch (text.length() % 4) {
            case 0 -> last >= 0;
            case 2 -> last >= 0 && (last & 0b1111) == 0;
            case 3 -> last >= 0 && (last & 0b11) == 0;
            default -> false;
        };
    }
}
