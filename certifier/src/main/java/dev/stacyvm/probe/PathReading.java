package dev.stacyvm.probe;

/**
 * What is at a path, links followed.
 *
 * @param writable whether this user may write it
 * @param executable whether this user may execute it (enter it, for a folder)
 * @param shell whether a folder holds {@code bin/sh}, as the root of a sandbox must
 * @param image what kind of kernel a regular file is by its first bytes
 */
public record PathReading(
        String path, Kind kind, boolean writable, boolean executable, boolean shell, KernelImage image) {
    /** The kinds that matter to a check. */
    public enum Kind {
        ABSENT,
        FILE,
        FOLDER,
        /** A block device, as a root file system may be. */
        BLOCK_DEVICE,
        /** A FIFO, socket or character device. */
        OTHER,
        /** This user may not look, or the look failed. */
        UNREADABLE,
        /** The file system did not answer in time. */
        SILENT
    }

    static PathReading of(String path, Kind kind) {
        return new PathReading(path, kind, false, false, false, KernelImage.NONE);
    }
}
