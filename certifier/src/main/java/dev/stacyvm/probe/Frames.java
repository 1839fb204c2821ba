package dev.stacyvm.probe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * What a program wrote, as the engine sends it: frames of an 8-byte header (byte 0 the stream, bytes 4 to 7 the length)
 * and their content. A cut last frame gives what there is of it.
 *
 * @param out standard output, UTF-8 with replacements
 * @param err standard error, likewise
 */
record Frames(String out, String err) {
    private static final int HEADER = 8;
    private static final int STDERR = 2;

    static Frames of(Buffer body) {
        Buffer out = Buffer.buffer();
        Buffer err = Buffer.buffer();
        int at = 0;
        while (at + HEADER <= body.length()) {
            long length = Math.min(body.getUnsignedInt(at + 4), body.length() - at - (long) HEADER);
            int end = at + HEADER + (int) length;
            (body.getByte(at) == STDERR ? err : out).appendBuffer(body.getBuffer(at + HEADER, end));
            at = end;
        }
        return new Frames(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
