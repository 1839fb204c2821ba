package dev.stacyvm.key;

import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes a flat JSON object member by member, byte for byte as the fleet's Go programs do. Made for one object. */
final class ClaimsWriter {
    /** The characters that stand for themselves, in one byte. */
    private static final boolean[] PLAIN = plain();

    private static final int MAX_DIGITS = 20;

    private byte[] json = new byte[384];
    private int length;

    /** The name as {@link #text} and the others take it, made once. */
    static byte[] name(String claim) {
        return (",\"" + claim + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    ClaimsWriter text(byte[] name, String value) {
        append(name);
        value(value);
        return this;
    }

    /** Nothing when the list is empty. */
    ClaimsWriter texts(byte[] name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        append(name);
        char separator = '[';
        for (String value : values) {
            append(separator);
            value(value);
            separator = ',';
        }
        append(']');
        return this;
    }

    /** Nothing when the time is 0; it is not negative. */
    ClaimsWriter time(byte[] name, long seconds) {
        if (seconds != 0) {
            append(name);
            digits(seconds);
        }
        return this;
    }

    /** Ends the object. */
    byte[] json() {
        append('}');
        json[0] = '{';
        return Arrays.copyOf(json, length);
    }

    private void value(String value) {
        int size = value.length();
        makeRoom(size + 2);
        byte[] into = json;
        int at = length;
        into[at++] = '"';
        for (int i = 0; i < size; i++) {
            char character = value.charAt(i);
            if (character >= PLAIN.length || !PLAIN[character]) {
                append(Json.write(encodable(value)));
                return;
            }
            into[at++] = (byte) character;
        }
        into[at++] = '"';
        length = at;
    }

    private void digits(long seconds) {
        makeRoom(MAX_DIGITS);
        int digits = 1;
        for (long left = seconds / 10; left > 0; left /= 10) {
            digits++;
        }
        long left = seconds;
        for (int at = length + digits - 1; at >= length; at--) {
            json[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
    }

    private void append(char character) {
        makeRoom(1);
        json[length++] = (byte) character;
    }

    private void append(byte[] bytes) {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, json, length, bytes.length);
        length += bytes.length;
    }

    private void makeRoom(int more) {
        if (length + more > json.length) {
            json = Arrays.copyOf(json, Math.max(2 * json.length, length + more));
        }
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[0x7F];
        Arrays.fill(plain, ' ', plain.length, true);
        for (char escaped : new char[] {'"', '\\', '<', '>', '&'}) {
            plain[escaped] = false;
        }
        return plain;
    }

    /** Halves of surrogate pairs become U+FFFD, as invalid text does on the Go side. */
    private static String encodable(String value) {
        int[] characters = value.codePoints()
                .map(character -> Character.getType(character) == Character.SURROGATE ? 0xFFFD : character)
                .toArray();
        return new String(characters, 0, characters.length);
    }
}
