package dev.stacyvm.key;

import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a flat JSON object member by member, byte for byte as the fleet's Go programs do. Made for one object. */
final class ClaimsWriter {
    private final StringBuilder json = new StringBuilder(256);

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
        char separator = '[';
        for (String value : values) {
            json.append(separator);
            value(value);
            separator = ',';
        }
        json.append(']');
        return this;
    }

    /** Nothing when the time is 0. */
    ClaimsWriter time(String name, long seconds) {
        if (seconds != 0) {
            name(name);
            json.append(seconds);
        }
        return this;
    }

    /** Ends the object. */
    byte[] json() {
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void name(String name) {
        json.append(json.length() == 0 ? "{\"" : ",\"").append(name).append("\":");
    }

    private void value(String value) {
        if (isPlain(value)) {
            json.append('"').append(value).append('"');
        } else {
            json.append(new String(Json.write(encodable(value)), StandardCharsets.UTF_8));
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
}
