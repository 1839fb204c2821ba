package dev.stacyvm.signoff;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Writes a bundle where there is nothing yet: the folder appears whole or not at all. Blocking. */
public final class BundleFolder {
    private BundleFolder() {}

    /**
     * Refuses a folder that a bundle could not be written to.
     *
     * @throws IOException when it exists and is not an empty folder, or its parent cannot be written; the message names
     *     it and the remedy
     */
    public static void check(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().normalize().resolveSibling("");
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(folder)) {
            throw new IOException(folder + " exists and is not an empty folder; name a new one for the sign-off");
        }
        if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw new IOException(parent + " is not a folder that this user can write; name another for the sign-off");
        }
    }

    public static void write(Path folder, Bundle bundle) throws IOException {
        check(folder);
        Path target = folder.toAbsolutePath().normalize();
        Path scratch = Files.createTempDirectory(target.resolveSibling(""), ".stacyvm-signoff-");
        boolean moved = false;
        try {
            fill(scratch, bundle);
            Files.deleteIfExists(target);
            Files.move(scratch, target);
            moved = true;
        } finally {
            if (!moved) {
                discard(scratch, bundle);
            }
        }
        Disk.local().syncFolder(target.resolveSibling(""));
    }

    private static void fill(Path scratch, Bundle bundle) throws IOException {
        AtomicFile files = new AtomicFile(Disk.local());
        for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
            files.write(scratch.resolve(file.getKey()), file.getValue(), FileMode.WORLD_READABLE);
        }
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void discard(Path scratch, Bundle bundle) throws IOException {
        for (String name : bundle.files().keySet()) {
            Files.deleteIfExists(scratch.resolve(name));
        }
        Files.deleteIfExists(scratch);
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }
}
