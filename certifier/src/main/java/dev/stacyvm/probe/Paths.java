package dev.stacyvm.probe;

import dev.stacyvm.probe.PathReading.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Looks at files and folders. It opens regular files only, because opening a FIFO may block. Blocking. */
final class Paths {
    private static final int S_IFMT = 0170000;
    private static final int S_IFBLK = 0060000;

    private Paths() {}

    static PathReading read(String text) {
        try {
            Path path = Path.of(text);
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            KernelImage image = attributes.isRegularFile() ? KernelImage.of(head(path)) : KernelImage.NONE;
            return new PathReading(
                    text,
                    kind(path, attributes),
                    Files.isWritable(path),
                    Files.isExecutable(path),
                    holdsShell(path),
                    image);
        } catch (NoSuchFileException absent) {
            return PathReading.of(text, Kind.ABSENT);
        } catch (InvalidPathException impossible) {
            return PathReading.of(text, Kind.ABSENT);
        } catch (IOException unreadable) {
            return PathReading.of(text, Kind.UNREADABLE);
        }
    }

    /** Often a link that is only right inside, so where it leads is not looked at. */
    private static boolean holdsShell(Path path) {
        return Files.exists(path.resolve("bin/sh"), LinkOption.NOFOLLOW_LINKS);
    }

    private static Kind kind(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            return Kind.FILE;
        }
        if (attributes.isDirectory()) {
            return Kind.FOLDER;
        }
        return (((Integer) Files.getAttribute(path, "unix:mode")) & S_IFMT) == S_IFBLK ? Kind.BLOCK_DEVICE : Kind.OTHER;
    }

    private static byte[] head(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(KernelImage.HEAD_BYTES);
        }
    }
}
