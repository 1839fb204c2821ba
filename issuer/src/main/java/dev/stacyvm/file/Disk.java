package dev.stacyvm.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The steps of a durable write, one method each, so that a test can make any one of them fail or stop there. Blocking:
 * never call it on an event loop.
 */
public interface Disk {
    /** Creates {@code file}, which must not exist, with {@code mode} from its first instant, and writes all of it. */
    void create(Path file, byte[] content, FileMode mode) throws IOException;

    /** Forces the file's content and metadata to the device. */
    void sync(Path file) throws IOException;

    /** Renames within one filesystem, atomically replacing what is there; both folders need {@link #syncFolder} to keep it. */
    void rename(Path from, Path to) throws IOException;

    /** Forces the folder's entries to the device. */
    void syncFolder(Path folder) throws IOException;

    /** Removes the file if it is there. */
    void delete(Path file) throws IOException;

    /** The disk of this machine. */
    static Disk local() {
        return LocalDisk.INSTANCE;
    }
}
