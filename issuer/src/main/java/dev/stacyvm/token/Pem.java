package dev.stacyvm.token;

import java.util.Base64;

/** PEM blocks (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    /** One block, with a line end. */
    static String of(String label, byte[] content) {
        String encoded = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + encoded + "\n-----END " + label + "-----\n";
    }

    /** The content of the first block of that label; an IllegalArgumentException tells that there is none. */
    static byte[] block(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----", Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
