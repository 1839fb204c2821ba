package dev.stacyvm.probe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A small tar file (ustar), all of it owned by root. Names are at most 100 ASCII characters. */
final class TarFile {
    private static final int BLOCK = 512;
    private static final int CHECKSUM_AT = 148;

    private final Buffer tar = Buffer.buffer();

    TarFile folder(String name, int mode) {
        return header(name, mode, 0, '5', "");
    }

    TarFile file(String name, byte[] content) {
        header(name, 0755, content.length, '0', "");
        tar.appendBytes(content).appendBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    TarFile link(String name, String target) {
        return header(name, 0777, 0, '2', target);
    }

    /** The whole, with its end mark. */
    Buffer end() {
        return tar.copy().appendBytes(new byte[2 * BLOCK]);
    }

    private TarFile header(String name, int mode, int size, char type, String target) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, octal(mode, 7));
        put(block, 108, octal(0, 7));
        put(block, 116, octal(0, 7));
        put(block, 124, octal(size, 11));
        put(block, 136, octal(0, 11));
        put(block, CHECKSUM_AT, "        ");
        block[156] = (byte) type;
        put(block, 157, target);
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte each : block) {
            sum += each & 0xFF;
        }
        put(block, CHECKSUM_AT, octal(sum, 6) + "\0 ");
        tar.appendBytes(block);
        return this;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static String octal(int value, int digits) {
        return "0".repeat(digits - Integer.toOctalString(value).length()) + Integer.toOctalString(value);
    }
}
