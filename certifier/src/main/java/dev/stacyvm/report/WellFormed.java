package dev.stacyvm.report;

import org.jspecify.annotations.Nullable;

/** Makes a Java string one that UTF-8 can carry: an escape in somebody's JSON can leave half a surrogate pair. */
final class WellFormed {
    private static final int REPLACEMENT = 0xFFFD;

    private WellFormed() {}

    /** The text with halves of characters replaced; a member that somebody's JSON lacks is empty. */
    static String text(@Nullable String value) {
        return (value == null ? "" : value)
                .codePoints()
                .map(character -> Character.getType(character) == Character.SURROGATE ? REPLACEMENT : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
