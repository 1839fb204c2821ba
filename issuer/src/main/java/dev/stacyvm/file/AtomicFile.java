package dev.stacyvm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Replaces files so that a reader, and a crash at any instant, sees the old content or the new, whole and with the
 * right mode: temporary file in the same folder, fsync, rename, fsync of the folder. Blocking.
 */
public final class AtomicFile {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Disk disk;

    public AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * Replaces {@code target}, or creates it. Its folder must exist. A link at {@code target} is replaced, not followed.
     *
     * @throws IOException when the write did not happen, or was not made durable; the temporary file is gone and what
     *     stood at {@code target} is untouched unless only the last step, the folder's fsync, failed
     */
    public void write(Path target, byte[] content, FileMode mode) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.resolveSibling("");
        Path temporary = folder.resolve(temporaryName(absolute));
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(target + " has no folder to lie in; make " + folder);
        }
        try {
            disk.create(temporary, content, mode);
            disk.sync(temporary);
            disk.rename(temporary, absolute);
        } catch (IOException failure) {
            discard(temporary, failure);
            throw failure;
        }
        disk.syncFolder(folder);
    }

    private void discard(Path temporary, IOException failure) {
        try {
            disk.delete(temporary);
        } catch (IOException secondary) {
            failure.addSuppressed(secondary);
        }
    }

    /** Hidden, so that no reader of the folder takes it for a token or an artifact. */
    private static String temporaryName(Path target) {
        byte[] suffix = new byte[6];
        RANDOM.nextBytes(suffix);
        return "." + target.getFileName() + "." + HexFormat.of().formatHex(suffix) + ".tmp";
    }
}
