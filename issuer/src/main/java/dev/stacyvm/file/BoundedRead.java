package dev.stacyvm.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/** Reads a regular file whole, up to a limit. Blocking. */
public final class BoundedRead {
    private static final int FIRST_GROWTH = 512;

    private BoundedRead() {}

    /**
     * All bytes of {@code file}; links are followed. A device or FIFO is refused before it is opened, because opening
     * one may block for ever.
     *
     * @throws IOException when it is absent, unreadable, not a regular file, or longer than {@code limit} bytes; the
     *     message is a clause that names the file, fit for an operator
     */
    public static byte[] of(Path file, int limit) throws IOException {
        BasicFileAttributes seen = attributes(file);
        if (!seen.isRegularFile()) {
            throw new IOException(file + " is not a regular file");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(seen.size(), limit) + 1);
            while (channel.read(content) >= 0) {
                if (content.position() > limit) {
                    throw new IOException(file + " is larger than " + limit + " bytes");
                }
                content = content.hasRemaining() ? content : larger(content, limit);
            }
            return Arrays.copyOf(content.array(), content.position());
        } catch (AccessDeniedException unreadable) {
            throw new IOException(file + " cannot be read by this user", unreadable);
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException absent) {
            throw new IOException(file + " does not exist", absent);
        }
    }

    /** For a file that has grown since its size was seen, or does not tell its size. */
    private static ByteBuffer larger(ByteBuffer full, int limit) {
        int capacity = (int) Math.min(limit, Math.max(FIRST_GROWTH, 2L * full.capacity())) + 1;
        return ByteBuffer.allocate(capacity).put(full.flip());
    }
}
