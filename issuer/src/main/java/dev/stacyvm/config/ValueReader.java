package dev.stacyvm.config;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.wire.Printable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns what is written into the value of a key's type. */
final class ValueReader {
    private static final int SHOWN = 60;
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]{0,9})");

    private ValueReader() {}

    /**
     * Reads one text. A list is split at its commas; nothing is trimmed and empty items are kept.
     *
     * @throws IllegalArgumentException when it is not of the type; the message quotes it, unless it is secret, and
     *     shows the form
     */
    static Value of(KeyType type, String text) {
        return switch (type) {
            case TEXT -> new Value.Text(text);
            case SECRET -> new Value.Hidden(Secret.of(text));
            case INTEGER -> new Value.Whole(whole(text));
            case BOOLEAN -> new Value.Flag(flag(text));
            case DURATION -> new Value.Span(text.isBlank() ? Duration.ZERO : GoDuration.parse(text.strip()));
            case LIST, SECRET_LIST -> of(type, text.isEmpty() ? List.of() : List.of(text.split(",", -1)));
            case MAP, SECRET_MAP -> of(type, noEntries(text));
        };
    }

    static Value of(KeyType type, List<String> items) {
        return type == KeyType.SECRET_LIST
                ? new Value.Secrets(items.stream().map(Secret::of).toList())
                : new Value.Texts(items);
    }

    static Value of(KeyType type, Map<String, String> entries) {
        if (type == KeyType.MAP) {
            return new Value.TextMap(entries);
        }
        Map<String, Secret> hidden = new LinkedHashMap<>();
        entries.forEach((name, text) -> hidden.put(name, Secret.of(text)));
        return new Value.SecretMap(hidden);
    }

    private static Map<String, String> noEntries(String text) {
        if (!text.isEmpty()) {
            throw new IllegalArgumentException("a map cannot be written as one value; write its entries in the file");
        }
        return Map.of();
    }

    private static int whole(String text) {
        try {
            if (WHOLE.matcher(text.strip()).matches()) {
                return Integer.parseInt(text.strip());
            }
        } catch (NumberFormatException outOfRange) {
            throw new IllegalArgumentException(quoted(text) + " is out of range; write a number below 2147483648");
        }
        throw new IllegalArgumentException(
                quoted(text) + " is not a whole number; write it in decimal without leading zeros, like 100");
    }

    private static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> true;
            case "false", "f", "0" -> false;
            default ->
                throw new IllegalArgumentException(quoted(text) + " is neither true nor false; write one of the two");
        };
    }

    private static String quoted(String text) {
        return "\"" + Printable.of(text, SHOWN) + "\"";
    }
}
