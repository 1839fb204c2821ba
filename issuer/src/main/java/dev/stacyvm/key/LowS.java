package dev.stacyvm.key;

import java.math.BigInteger;
import java.util.Arrays;

/** Of the two ES256 signatures that hold for one text, the one our verifiers take: with the smaller s. */
final class LowS {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger HALF = ORDER.shiftRight(1);
    private static final int HALF_BYTES = 32;

    private LowS() {}

    /** @param signature r and s, of 32 bytes each */
    static byte[] canonical(byte[] signature) {
        BigInteger s = new BigInteger(1, signature, HALF_BYTES, HALF_BYTES);
        if (s.compareTo(HALF) <= 0) {
            return signature;
        }
        byte[] smaller = ORDER.subtract(s).toByteArray();
        int length = Math.min(smaller.length, HALF_BYTES);
        byte[] mirrored = Arrays.copyOf(signature, 2 * HALF_BYTES);
        Arrays.fill(mirrored, HALF_BYTES, 2 * HALF_BYTES, (byte) 0);
        System.arraycopy(smaller, smaller.length - length, mirrored, 2 * HALF_BYTES - length, length);
        return mirrored;
    }
}
