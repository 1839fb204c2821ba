package dev.stacyvm.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a regular file whole, up to a limit. Blocking. */
public final class BoundedRead {
    private BoundedRead() {}

    /**
     * All bytes of {@code file}; links are followed. A device or FIFO is refused before it is opened, because opening
     * one may block for ever.
     *
     * @throws IOException when it is absent, unreadable, not a regular file, or longer than {@code limit} bytes; the
     *     message is a clause that names the file, fit for an operator
     */
    public static byte[] of(Path file, int limit) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + " does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not a regular file");
        }
        if (!Files.isReadable(file)) {
            throw new IOException(file + " cannot be read by this user");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(limit + 1);
            if (content.length > limit) {
                throw new IOException(file + " is larger than " + limit + " bytes");
            }
            return content;
        }
    }
}
