package dev.stacyvm.wire;

/** Makes text from outside safe for a line of a log, an error or a terminal. */
public final class Printable {
    private Printable() {}

    /** At most {@code limit} code points of {@code text}; controls, separators and bidirectional marks become {@code ?}. */
    public static String of(String text, int limit) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit));
        text.codePoints().limit(limit).map(Printable::visible).forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > limit ? shown.append('…').toString() : shown.toString();
    }

    private static int visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '?';
            default -> character;
        };
    }
}
