package dev.stacyvm.rehearse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A private folder for the copies of one rehearsal; gone with all that is in it when it is closed, and when the program is
 * interrupted.
 */
final class ScratchFolder implements AutoCloseable {
    private static final int TRIES = 20;

    private final Path path;
    private final Thread atExit;

    private ScratchFolder(Path path) {
        this.path = path;
        this.atExit = new Thread(this::discard, "stacyvm-rehearsal-end");
    }

    static ScratchFolder in(Path folder) throws IOException {
        ScratchFolder scratch = new ScratchFolder(Files.createTempDirectory(
                folder,
                ".stacyvm-rehearsal-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        Runtime.getRuntime().addShutdownHook(scratch.atExit);
        return scratch;
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
        clear();
    }

    /** Whoever still writes may make another file between two looks. */
    private void discard() {
        for (int left = TRIES; left > 0 && Files.exists(path); left--) {
            try {
                clear();
            } catch (IOException | UncheckedIOException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(path);
    }
}
