package dev.stacyvm.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Says in one word what a file or folder is, so that a change shows. Blocking. */
final class Digest {
    private static final long MAX_HASHED = 512L * 1024 * 1024;
    private static final int MAX_ENTRIES = 200_000;
    private static final int CHUNK = 64 * 1024;

    private Digest() {}

    /**
     * {@code sha256:…} of a regular file's content. A file over 512 MiB is told by its size and time of change, a folder
     * by names, sizes and times of all in it, to bound the time it takes. Empty when it cannot be read.
     */
    static String of(String text) {
        try {
            Path path = Path.of(text);
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return "tree:" + tree(path);
            }
            if (!attributes.isRegularFile()) {
                return "";
            }
            return attributes.size() > MAX_HASHED
                    ? "size:" + attributes.size() + " changed:" + attributes.lastModifiedTime()
                    : "sha256:" + content(path);
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }

    /** 64 hex digits of the text's UTF-8 bytes. */
    static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String content(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String tree(Path top) throws IOException {
        MessageDigest digest = sha256();
        try (Stream<Path> all = Files.walk(top)) {
            List<Path> entries = all.limit(MAX_ENTRIES).sorted().toList();
            for (Path entry : entries) {
                BasicFileAttributes attributes =
                        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                String size = attributes.isDirectory() ? "" : attributes.size() + " " + attributes.lastModifiedTime();
                digest.update((top.relativize(entry) + "\0" + size + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
