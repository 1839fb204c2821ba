package dev.stacyvm.bus.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Filesystems whose locks and shared memory a database cannot trust. */
final class NetworkFilesystem {
    private static final Set<String> TYPES = Set.of(
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
            "fuse.sshfs",
            "fuse.glusterfs",
            "fuse.ceph",
            "fuse.s3fs",
            "fuse.rclone",
            "davfs");

    private NetworkFilesystem() {}

    static boolean is(String type) {
        return TYPES.contains(type.toLowerCase(Locale.ROOT));
    }

    /** Refuses a folder that lies on one. */
    static void refuse(Path folder) throws IOException {
        String type = Files.getFileStore(folder).type();
        if (is(type)) {
            throw new IOException(folder + " lies on a network filesystem (" + type
                    + "), where a database is not safe; name a local folder with --state");
        }
    }
}
