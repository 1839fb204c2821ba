package dev.stacyvm.report;

import dev.stacyvm.wire.Printable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Escapes text from outside for Markdown: it stays text, in its own cell, whatever it holds. */
final class MarkdownText {
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\r\n\u0085\u2028\u2029]");
    private static final int MAX_LINES = 200;

    private MarkdownText() {}

    /** For a table cell, a bullet or a heading: one line, line ends shown as {@code <br>}. */
    static String inline(String text) {
        return LINE_END.splitAsStream(text)
                .map(line -> escaped(Printable.of(line, TextForm.MAX_VALUE)))
                .limit(MAX_LINES)
                .collect(Collectors.joining("<br>"));
    }

    /** A fenced block that its content cannot close. */
    static String block(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        String lines = LINE_END.splitAsStream(text)
                .map(line -> Printable.of(line, TextForm.MAX_VALUE) + "\n")
                .limit(MAX_LINES)
                .collect(Collectors.joining());
        return fence + "text\n" + lines + fence + "\n";
    }

    private static String escaped(String line) {
        StringBuilder safe = new StringBuilder(line.length() + 16);
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            boolean plain = character == '_' && insideWord(line, at);
            safe.append(plain ? "_" : escape(character));
        }
        return safe.toString();
    }

    private static String escape(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\\', '`', '*', '_', '[', ']', '|', '#', '~', '$' -> "\\" + character;
            default -> String.valueOf(character);
        };
    }

    /** An underscore between letters or digits marks nothing, and an id stays as it is searched for. */
    private static boolean insideWord(String line, int at) {
        return at > 0
                && at + 1 < line.length()
                && Character.isLetterOrDigit(line.charAt(at - 1))
                && Character.isLetterOrDigit(line.charAt(at + 1));
    }
}
