package dev.stacyvm.rehearse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A private folder for the copies of one rehearsal; gone with all that is in it when it is closed. */
record ScratchFolder(Path path) implements AutoCloseable {
    static ScratchFolder in(Path folder) throws IOException {
        Path path = Files.createTempDirectory(
                folder,
                ".stacyvm-rehearsal-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        path.toFile().deleteOnExit();
        return new ScratchFolder(path);
    }

    /** A file that is not there yet; also gone when the program is interrupted. */
    Path file(String name) {
        Path file = path.resolve(name);
        file.toFile().deleteOnExit();
        return file;
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
