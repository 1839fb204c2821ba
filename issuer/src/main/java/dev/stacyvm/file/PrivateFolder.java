package dev.stacyvm.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that hold state or secrets: ours alone, mode 0700. Blocking. */
public final class PrivateFolder {
    private PrivateFolder() {}

    /**
     * Makes the folder with its parents, or checks the one that is there.
     *
     * @throws IOException when it cannot be made or written, or is a link, another user's, or writable by others; the
     *     message names the folder and the remedy
     */
    public static Path ensure(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            create(folder);
        }
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()) {
            throw new IOException(folder + " is not a folder of its own; name another or remove it");
        }
        String user = System.getProperty("user.name", "");
        if (!found.owner().getName().equals(user)) {
            throw new IOException(folder + " belongs to " + found.owner().getName() + ", not to " + user
                    + "; name another folder, or run this as its owner");
        }
        if (found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || found.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(folder + " can be written by others; run: chmod go-w " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(
                    folder + " cannot be written by " + user + "; name another, or run: chmod u+wx " + folder);
        }
        return folder;
    }

    private static void create(Path folder) throws IOException {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (AccessDeniedException denied) {
            throw new IOException(
                    folder + " cannot be made: no permission to write " + denied.getFile() + "; name another folder",
                    denied);
        } catch (FileAlreadyExistsException file) {
            throw new IOException(folder + " cannot be made: " + file.getFile() + " is not a folder", file);
        } catch (FileSystemException refused) {
            throw new IOException(
                    folder + " cannot be made: " + IoClause.of(refused) + "; name a folder on a disk", refused);
        }
    }
}
