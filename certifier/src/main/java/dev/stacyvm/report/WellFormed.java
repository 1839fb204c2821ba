package dev.stacyvm.report;

import org.jspecify.annotations.Nullable;

/**
 * Makes a Java string one that UTF-8 can carry, for an escape in somebody's JSON can leave half a surrogate pair, and one
 * that every reader of reports takes: at most 32 Ki characters, the rest of a longer one told by an ellipsis.
 */
final class WellFormed {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int MAX_CHARACTERS = 32 * 1024;

    private WellFormed() {}

    /** The text with halves of characters replaced; a member that somebody's JSON lacks is empty. */
    static String text(@Nullable String value) {
        String given = value == null ? "" : value;
        StringBuilder text = given.codePoints()
                .limit(MAX_CHARACTERS)
                .map(character -> Character.getType(character) == Character.SURROGATE ? REPLACEMENT : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return (text.length() < given.length() ? text.append('\u2026') : text).toString();
    }
}
