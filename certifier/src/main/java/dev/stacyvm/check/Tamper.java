package dev.stacyvm.check;

import dev.stacyvm.file.Secret;

/** Changes one character of a token, which has three parts with dots between them, into another of its alphabet. */
final class Tamper {
    private Tamper() {}

    /** In the middle of the second part, or in nothing where there is none. */
    static Secret payload(Secret token) {
        String text = token.revealText();
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        return Secret.of(changed(text, (first + last) / 2));
    }

    /** The first character of the third part: its bits all count. */
    static Secret signature(Secret token) {
        String text = token.revealText();
        return Secret.of(changed(text, text.lastIndexOf('.') + 1));
    }

    private static String changed(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return text;
        }
        char other = text.charAt(at) == 'A' ? 'B' : 'A';
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
