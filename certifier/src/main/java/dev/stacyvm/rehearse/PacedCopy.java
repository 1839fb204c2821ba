package dev.stacyvm.rehearse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Copies a large file a piece at a time, each on the disk before the next: what waits to be written in the memory of the
 * machine would otherwise stand in the way of whoever else has something synced.
 */
final class PacedCopy {
    private static final long PIECE_BYTES = 16L * 1024 * 1024;

    private PacedCopy() {}

    static void of(Path from, Path to) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ)) {
            of(source, to);
        }
    }

    /** The file as long as it is now; what is appended meanwhile is left out. */
    static void of(FileChannel from, Path to) throws IOException {
        try (FileChannel target = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = from.size();
            long at = 0;
            while (at < size) {
                long moved = from.transferTo(at, Math.min(PIECE_BYTES, size - at), target);
                if (moved <= 0) {
                    throw new IOException("the file became shorter while it was copied");
                }
                at += moved;
                target.force(false);
            }
        }
    }
}
