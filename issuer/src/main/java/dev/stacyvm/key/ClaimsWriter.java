package dev.stacyvm.key;

import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes a flat JSON object member by member, byte for byte as the fleet's Go programs do. Made for one object. */
final class ClaimsWriter {
    private byte[] bytes = new byte[256];
    private int length;

    ClaimsWriter text(String name, String value) {
        name(name);
        value(value);
        return this;
    }

    /** Nothing when the list is empty. */
    ClaimsWriter texts(String name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        name(name);
        put('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                put(',');
            }
            value(values.get(i));
        }
        put(']');
        return this;
    }

    /** Nothing when the time is 0. */
    ClaimsWriter time(String name, long seconds) {
        if (seconds != 0) {
            name(name);
            plain(Long.toString(seconds));
        }
        return this;
    }

    /** Ends the object. */
    byte[] json() {
        put('}');
        return Arrays.copyOf(bytes, length);
    }

    private void name(String name) {
        put(length == 0 ? '{' : ',');
        put('"');
        plain(name);
        put('"');
        put(':');
    }

    private void value(String value) {
        if (isPlain(value)) {
            put('"');
            plain(value);
            put('"');
        } else {
            append(Json.write(encodable(value)));
        }
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            boolean escaped = switch (character) {
                case '"', '\\', '<', '>', '&' -> true;
                default -> character < ' ' || character > '~';
            };
            if (escaped) {
                return false;
            }
        }
        return true;
    }

    /** Halves of surrogate pairs become U+FFFD, as invalid text does on the Go side. */
    private static String encodable(String value) {
        int[] characters = value.codePoints()
                .map(character -> Character.getType(character) == Character.SURROGATE ? 0xFFFD : character)
                .toArray();
        return new String(characters, 0, characters.length);
    }

    private void plain(String ascii) {
        append(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void append(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
