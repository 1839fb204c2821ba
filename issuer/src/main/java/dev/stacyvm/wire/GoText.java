package dev.stacyvm.wire;

/** Text rules of the fleet's Go programs where Java's own differ. */
public final class GoText {
    private GoText() {}

    /** Without leading and trailing Unicode white space (contract, notation "trim"); Java's {@code strip} differs. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char character) {
        if (character < 0x80) {
            return character == ' ' || (character >= '\t' && character <= '\r');
        }
        return switch (character) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> character >= 0x2000 && character <= 0x200A;
        };
    }
}
