package dev.stacyvm.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of one trial of PRoot: a workspace, and a secret beside it and beside the root file system. Blocking.
 *
 * @param temporary removed as a whole
 * @param base holds the workspace and the secret beside it; removed as a whole
 * @param besideRootfs the secret there; it is not made where this user may not write
 */
record ProotStage(Path temporary, Path rootfs, Path base, Path besideRootfs, String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String MADE = "made-inside";

    /** Each line of its output says by which way a secret was sought, then what came of it. */
    private static final String SCRIPT = "ls -di /; echo " + MADE + " > /workspace/" + MADE + "; cd /workspace;"
            + " for file in \"$@\"; do echo \"absolute $(cat \"$file\")\";"
            + " echo \"dots $(cat \"../../../../../../../..$file\")\"; done;"
            + " echo \"dots $(cat ../canary)\"; echo \"dots $(cat /../canary)\";"
            + " for link in link-*; do echo \"link $(cat \"$link\")\"; done; exit 7";

    /**
     * Makes the files.
     *
     * @param rootfs empty for one made of the busybox
     * @param workspaces the folder to make the workspace in; empty for a temporary one
     */
    static ProotStage make(String rootfs, String workspaces, StaticBusybox busybox) throws IOException {
        Path temporary = Files.createTempDirectory("stacyvm-certify-");
        Path root =
                rootfs.isEmpty() ? temporary.resolve("rootfs") : Path.of(rootfs).toRealPath();
        if (rootfs.isEmpty()) {
            busybox.unpack(root);
        }
        Path base =
                Files.createTempDirectory(workspaces.isEmpty() ? temporary : Path.of(workspaces), "stacyvm-certify-");
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        ProotStage stage =
                new ProotStage(temporary, root, base, root.resolveSibling(".stacyvm-canary-" + secret), secret);
        stage.fill();
        return stage;
    }

    /** The command, without its program. */
    List<String> arguments() {
        return List.of(
                "-r",
                rootfs.toString(),
                "-b",
                workspace() + ":/workspace",
                "-w",
                "/",
                "/bin/sh",
                "-c",
                SCRIPT,
                "sh",
                base.resolve("canary").toString(),
                besideRootfs.toString());
    }

    /** Whether the program's root was the rootfs: the same inode. */
    boolean sawRootfs(String wrote) throws IOException {
        String inode = Files.getAttribute(rootfs, "unix:ino").toString();
        return wrote.strip().startsWith(inode + " /");
    }

    boolean wroteWorkspace() {
        return Files.isRegularFile(workspace().resolve(MADE));
    }

    boolean hasCanaryBesideRootfs() {
        return Files.isRegularFile(besideRootfs);
    }

    Set<String> reached(String wrote) {
        Set<String> ways = new HashSet<>();
        wrote.lines()
                .filter(line -> line.contains(secret) && line.contains(" "))
                .forEach(line -> ways.add(line.substring(0, line.indexOf(' '))));
        return ways;
    }

    void remove() throws IOException {
        Files.deleteIfExists(besideRootfs);
        removeTree(base);
        removeTree(temporary);
    }

    private Path workspace() {
        return base.resolve("workspace");
    }

    private void fill() throws IOException {
        byte[] content = secret.getBytes(StandardCharsets.US_ASCII);
        Path canary = Files.write(base.resolve("canary"), content);
        Files.createDirectory(workspace());
        Files.createSymbolicLink(workspace().resolve("link-absolute"), canary);
        Files.createSymbolicLink(workspace().resolve("link-relative"), Path.of("../canary"));
        Files.createSymbolicLink(workspace().resolve("link-rootfs"), besideRootfs);
        if (Files.isWritable(besideRootfs.resolveSibling(""))) {
            Files.write(besideRootfs, content);
        }
    }

    private static void removeTree(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> all = Files.walk(top)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
