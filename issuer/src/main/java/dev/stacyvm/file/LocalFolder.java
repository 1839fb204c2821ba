package dev.stacyvm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Folders on a disk of this machine. Locks and shared memory of databases do not hold across a network. Blocking. */
public final class LocalFolder {
    private static final Set<String> NETWORKED = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "ncpfs",
            "ceph",
            "glusterfs",
            "lustre",
            "beegfs",
            "gpfs",
            "davfs",
            "fuse.sshfs",
            "fuse.glusterfs",
            "fuse.ceph",
            "fuse.s3fs",
            "fuse.rclone");

    private LocalFolder() {}

    /**
     * The folder itself.
     *
     * @throws IOException when it lies on a network filesystem; the message names the folder and the filesystem
     */
    public static Path require(Path folder) throws IOException {
        String type = Files.getFileStore(folder).type();
        if (isNetworked(type)) {
            throw new IOException(
                    folder + " is on a network filesystem (" + type + "); choose a folder on a local disk");
        }
        return folder;
    }

    static boolean isNetworked(String type) {
        return NETWORKED.contains(type.toLowerCase(Locale.ROOT));
    }
}
