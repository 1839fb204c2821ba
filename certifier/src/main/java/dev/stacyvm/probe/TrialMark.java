package dev.stacyvm.probe;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The name that the files and programs of one live trial carry. It tells which process made them, so that a later run
 * may remove what a dead one left. Blocking.
 *
 * @param name a file's name
 */
record TrialMark(String name) {
    /** The variable that marks the programs of a trial. */
    static final String VARIABLE = "STACYVM_CERTIFY";

    private static final String PREFIX = "stacyvm-certify-";
    private static final Duration LONG_OVER = Duration.ofDays(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    static TrialMark create() {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        return new TrialMark(
                PREFIX + Owner.current().word() + "-" + HexFormat.of().formatHex(random));
    }

    /** A folder of that name which only this user can enter. */
    Path folder(Path parent) throws IOException {
        return Files.createDirectory(
                parent.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Whether the process that made it is known to be gone. */
    static boolean isAbandoned(String name) {
        return owner(name).filter(Owner::isGone).isPresent();
    }

    /**
     * Removes what dead runs of this user left in a folder, and ends what they left running. Where a run was of another
     * boot or another container, only time tells.
     *
     * @param now the wall clock
     */
    static void sweep(Path folder, Instant now) {
        try (DirectoryStream<Path> marked = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path each : marked) {
                removeAbandoned(each, now);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Nothing of ours can be in a folder that this user may not read, or that is not there.
        }
        MarkedProcesses.find(VARIABLE, TrialMark::isAbandoned).forEach(ProcessHandle::destroyForcibly);
    }

    private static void removeAbandoned(Path path, Instant now) {
        try {
            if (isMine(path) && (isAbandoned(path.getFileName().toString()) || isLongOver(path, now))) {
                remove(path);
            }
        } catch (IOException failure) {
            // It stays, for the next run or an operator; this run's own trial does not depend on it.
        }
    }

    /** Removes a file, or a folder with all in it; links are not followed, and what is gone is gone. */
    static void remove(Path top) throws IOException {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The programs of this trial that do not end: one that was killed a moment ago gets a second. */
    List<String> running() {
        return MarkedProcesses.find(VARIABLE, name::equals).stream()
                .filter(process -> !ends(process))
                .map(process -> "process " + process.pid())
                .toList();
    }

    private static boolean ends(ProcessHandle process) {
        return process.onExit()
                .handle((ended, failure) -> true)
                .completeOnTimeout(false, 1, TimeUnit.SECONDS)
                .join();
    }

    private static Optional<Owner> owner(String name) {
        int random = name.lastIndexOf('-');
        return name.startsWith(PREFIX) && random > PREFIX.length()
                ? Owner.parse(name.substring(PREFIX.length(), random))
                : Optional.empty();
    }

    /** In a folder that others may write, anybody can make something of that name. */
    private static boolean isMine(Path path) throws IOException {
        Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        return owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static boolean isLongOver(Path path, Instant now) throws IOException {
        FileTime changed = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
        return owner(path.getFileName().toString()).isPresent()
                && changed.toInstant().plus(LONG_OVER).isBefore(now);
    }
}
