package dev.stacyvm.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a token file, and what can be done to both.
 *
 * @param root holds the folder that is mounted, and what lies ready beside it
 */
record TokenFolder(Path root) {
    Path mount() {
        return root.resolve("mount");
    }

    Path file() {
        return mount().resolve("token");
    }

    /** A plain file with the token in a plain folder, whatever was there; appears by renaming. */
    void clean(String token) throws IOException {
        if (Files.isDirectory(file()) || !Files.isDirectory(mount())) {
            delete(mount());
            Files.createDirectories(mount());
        }
        rename(token);
        try (Stream<Path> entries = Files.list(mount())) {
            for (Path other : entries.filter(one -> !one.equals(file())).toList()) {
                delete(other);
            }
        }
    }

    void rename(String content) throws IOException {
        move(ready(content), file());
    }

    void renameKeepingTime(String content) throws IOException {
        Path ready = ready(content);
        Files.setLastModifiedTime(ready, Files.getLastModifiedTime(file()));
        move(ready, file());
    }

    /** Overwrites in place and sets the time back. */
    void writeInOneTick(String content) throws IOException {
        FileTime time = Files.getLastModifiedTime(file());
        write(content);
        Files.setLastModifiedTime(file(), time);
    }

    void write(String content) throws IOException {
        Files.writeString(file(), content);
    }

    void write(byte[] content) throws IOException {
        Files.write(file(), content);
    }

    void append(String content) throws IOException {
        Files.writeString(file(), content, StandardOpenOption.APPEND);
    }

    /** The mount as Kubernetes lays it out: the token is a link into {@code ..data}, which is a link to a folder. */
    void linkInto(String version, String token) throws IOException {
        Files.writeString(Files.createDirectory(mount().resolve(version)).resolve("token"), token);
        point("..data", version);
        point("token", "..data/token");
    }

    /** Makes {@code link} in the mount point elsewhere, in one step. */
    void point(String link, String target) throws IOException {
        Path ready = root.resolve("link");
        Files.deleteIfExists(ready);
        move(Files.createSymbolicLink(ready, Path.of(target)), mount().resolve(link));
    }

    /** Another folder in place of the mount; for an instant there is none. */
    void replaceFolder(String token) throws IOException {
        Path next = Files.createDirectory(root.resolve("next"));
        Files.writeString(next.resolve("token"), token);
        Path old = root.resolve("old");
        move(mount(), old);
        move(next, mount());
        delete(old);
    }

    void fifo() throws IOException {
        Files.delete(file());
        try {
            new ProcessBuilder("mkfifo", file().toString()).start().waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(path)) {
            List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.delete(entry);
            }
        }
    }

    private Path ready(String content) throws IOException {
        return Files.write(root.resolve("ready"), content.getBytes(StandardCharsets.UTF_8));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
