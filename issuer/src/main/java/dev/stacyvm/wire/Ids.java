package dev.stacyvm.wire;

import java.util.Set;

/** Identifiers of workers, leases and hosts: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}}, the same everywhere. */
public final class Ids {
    private static final int MAX_LENGTH = 128;
    private static final Set<String> RESERVED = Set.of("local", "admin", "recorder");

    private Ids() {}

    public static boolean isValid(String id) {
        int length = id.length();
        if (length == 0 || length > MAX_LENGTH || !isLetterOrDigit(id.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char character = id.charAt(i);
            if (!isLetterOrDigit(character) && character != '.' && character != '_' && character != '-') {
                return false;
            }
        }
        return true;
    }

    /** Whether the id belongs to the control plane itself and no worker may carry it. */
    public static boolean isReserved(String id) {
        return RESERVED.contains(id);
    }

    /**
     * The id itself.
     *
     * @param what what the id names, for the message, such as {@code worker id}
     * @throws IllegalArgumentException when it is not of the form; the message shows what of it is printable
     */
    public static String require(String what, String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException(what + " \"" + Printable.of(id, 40)
                    + "\" is not valid; use letters, digits, dot, dash and underscore, at most 128, starting with a"
                    + " letter or digit");
        }
        return id;
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
