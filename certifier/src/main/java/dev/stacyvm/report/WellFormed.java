package dev.stacyvm.report;

/** Makes a Java string one that UTF-8 can carry: an escape in somebody's JSON can leave half a surrogate pair. */
final class WellFormed {
    private static final int REPLACEMENT = 0xFFFD;

    private WellFormed() {}

    static String text(String value) {
        return value.codePoints()
                .map(character -> Character.getType(character) == Character.SURROGATE ? REPLACEMENT : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
