package dev.stacyvm.rehearse;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A private folder for the copies of one rehearsal; gone with all that is in it when it is closed, and when the program is
 * interrupted. One whose program was killed goes with the next rehearsal: while a program lives, it holds a lock in its
 * folder.
 */
final class ScratchFolder implements AutoCloseable {
    private static final String PREFIX = ".stacyvm-rehearsal-";
    private static final String LOCK = "lock";
    private static final int TRIES = 20;

    private final Path path;
    private final FileChannel lock;
    private final Thread atExit;

    private ScratchFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        this.atExit = new Thread(this::discard, "stacyvm-rehearsal-end");
    }

    static ScratchFolder in(Path folder) throws IOException {
        removeAbandoned(folder);
        Path path = Files.createTempDirectory(
                folder, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            ScratchFolder scratch = new ScratchFolder(path, lock(path));
            Runtime.getRuntime().addShutdownHook(scratch.atExit);
            return scratch;
        } catch (IOException full) {
            Files.deleteIfExists(path);
            throw full;
        }
    }

    /** It gets its name when it is held: under that name nobody ever finds it free while its program lives. */
    private static FileChannel lock(Path path) throws IOException {
        Path unnamed = path.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(unnamed, path.resolve(LOCK));
        } catch (IOException noLocksHere) {
            // Without its name nobody takes the folder for abandoned.
        }
        return channel;
    }

    private static void removeAbandoned(Path folder) {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, PREFIX + "*")) {
            earlier.forEach(ScratchFolder::removeIfAbandoned);
        } catch (IOException | DirectoryIteratorException unlisted) {
            // That the folder cannot be used is told by whoever makes something in it.
        }
    }

    /** No rehearsal fails for what another left: what cannot be removed now is left to the next. */
    private static void removeIfAbandoned(Path path) {
        try {
            if (isAbandoned(path)) {
                clear(path);
            }
        } catch (IOException | DirectoryIteratorException notNow) {
            // Another rehearsal may be removing it too.
        }
    }

    /** To look at a lock of this very process would drop it (POSIX); but a process rehearses once at a time. */
    private static boolean isAbandoned(Path path) {
        Path file = path.resolve(LOCK);
        if (!Files.isDirectory(path, NOFOLLOW_LINKS) || !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (IOException | OverlappingFileLockException othersOrOurs) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /** A file that is not there yet. */
    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            return;
        }
        clear(path);
        lock.close();
    }

    /** Whoever still writes may make another file between two looks. */
    private void discard() {
        for (int left = TRIES; left > 0 && Files.exists(path); left--) {
            try {
                clear(path);
            } catch (IOException | DirectoryIteratorException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static void clear(Path path) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(path);
    }
}
