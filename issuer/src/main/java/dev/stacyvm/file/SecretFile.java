package dev.stacyvm.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** Secrets kept in files: read whole, trimmed, never empty. Blocking. */
public final class SecretFile {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int GENERATED_BYTES = 32;
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /**
     * The trimmed content of a file that may also be readable by others, as Kubernetes mounts them.
     *
     * @throws IOException when the file is absent, unreadable, empty or too large; the message names the file, never its
     *     content
     */
    public static Secret read(Path file) throws IOException {
        String text = new String(BoundedRead.of(file, MAX_BYTES), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        return Secret.of(text);
    }

    /**
     * The trimmed content of a file that only its owner may read, as signing keys must be.
     *
     * @throws IOException as {@link #read}, and when the group or others can read or write it
     */
    public static Secret readPrivate(Path file) throws IOException {
        Secret secret = read(file);
        requirePrivate(file);
        return secret;
    }

    /** @throws IOException when the group or others can read or write it; the message is a sentence with its remedy */
    public static void requirePrivate(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new IOException(file + " can be read or written by others; run: chmod 600 " + file);
        }
    }

    /** Reads the private file, or makes it first: 32 random bytes in hex, mode 0600. Its folder must exist. */
    public static Secret readOrGenerate(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[GENERATED_BYTES];
            new SecureRandom().nextBytes(random);
            byte[] line = (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII);
            new AtomicFile(Disk.local()).write(file, line, FileMode.OWNER_ONLY);
        }
        return readPrivate(file);
    }
}
