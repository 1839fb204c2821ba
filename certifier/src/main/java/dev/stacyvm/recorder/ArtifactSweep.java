package dev.stacyvm.recorder;

import dev.stacyvm.file.Disk;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes artifacts of results that are older than what is kept. {@code latest} of each folder stays, however old: it
 * says what is known. Blocking.
 */
final class ArtifactSweep {
    private static final int MAX_REMOVED = 20_000;
    private static final Pattern NAME = Pattern.compile("([0-9]{8}T[0-9]{6}Z)-.+\\.(json|md)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path root;
    private final Disk disk;

    ArtifactSweep(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    /** Removes what is older than {@code oldest}, a bounded number of files a run; answers how many. */
    int run(Instant oldest) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> hosts = Files.newDirectoryStream(root, ArtifactSweep::isFolder)) {
            for (Path host : hosts) {
                try (DirectoryStream<Path> shelves = Files.newDirectoryStream(host, ArtifactSweep::isFolder)) {
                    for (Path shelf : shelves) {
                        removed += removed < MAX_REMOVED ? sweep(shelf, oldest) : 0;
                    }
                }
            }
        }
        return removed;
    }

    private int sweep(Path shelf, Instant oldest) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf)) {
            for (Path file : files) {
                if (time(file).filter(oldest::isAfter).isPresent()) {
                    disk.delete(file);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static Optional<Instant> time(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TIME.parse(name.group(1), Instant::from));
        } catch (DateTimeParseException foreign) {
            return Optional.empty();
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && !path.getFileName().toString().startsWith(".");
    }
}
