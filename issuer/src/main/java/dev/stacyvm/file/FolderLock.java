package dev.stacyvm.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One owner per folder, by a lock of the operating system that dies with its holder: there is no stale lock to remove.
 * The file also carries the holder's process id, for the message that the second one gets. Blocking.
 */
public final class FolderLock implements AutoCloseable {
    private static final int MAX_PID_BYTES = 20;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock {@code folder/name} for the life of this process or until {@link #close}.
     *
     * @throws IOException when another process holds it (the message names the folder and that process), or the file
     *     cannot be made
     */
    public static FolderLock take(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(FileMode.OWNER_ONLY.permissions()));
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException(
                    folder + " is in use by " + holder(file) + "; stop it first or choose another folder");
        }
        writePid(channel);
        return new FolderLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void writePid(FileChannel channel) throws IOException {
        String pid = ProcessHandle.current().pid() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(Path file) {
        try {
            String pid = new String(BoundedRead.of(file, MAX_PID_BYTES), StandardCharsets.US_ASCII).strip();
            return Files.exists(Path.of("/proc", pid)) ? "process " + pid : "another process";
        } catch (IOException | RuntimeException unreadable) {
            return "another process";
        }
    }
}
