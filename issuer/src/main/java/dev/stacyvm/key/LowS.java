package dev.stacyvm.key;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/** Of the two ES256 signatures that hold for one text, the one our verifiers take: with the smaller s. */
final class LowS {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final int HALF_BYTES = 32;

    private LowS() {}

    static String canonical(String token) {
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        BigInteger s = new BigInteger(1, signature, HALF_BYTES, HALF_BYTES);
        if (s.compareTo(ORDER.shiftRight(1)) <= 0) {
            return token;
        }
        byte[] smaller = ORDER.subtract(s).toByteArray();
        int length = Math.min(smaller.length, HALF_BYTES);
        Arrays.fill(signature, HALF_BYTES, signature.length, (byte) 0);
        System.arraycopy(smaller, smaller.length - length, signature, signature.length - length, length);
        return token.substring(0, dot + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
