package dev.stacyvm.report;

import java.util.stream.Collectors;

/** Escapes text from outside for XML 1.0, as the value of an attribute or between tags. */
final class XmlText {
    private XmlText() {}

    /** Characters that XML cannot carry at all become {@code ?}; line ends survive in attributes too. */
    static String of(String text) {
        return text.codePoints()
                .limit(TextForm.MAX_VALUE)
                .mapToObj(XmlText::escaped)
                .collect(Collectors.joining());
    }

    private static String escaped(int character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\n', '\r', '\t' -> "&#" + character + ";";
            default -> isAllowed(character) ? Character.toString(character) : "?";
        };
    }

    private static boolean isAllowed(int character) {
        boolean control = character < 0x20 || (character >= 0x7F && character <= 0x9F);
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return !control && !surrogate && (character & 0xFFFE) != 0xFFFE;
    }
}
