package dev.stacyvm.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of one trial of PRoot: a workspace, and a secret beside it and beside the root file system. Blocking.
 *
 * @param temporary removed as a whole
 * @param base holds the workspace and the secret beside it; removed as a whole
 * @param besideRootfs the secret there; it is not made where this user may not write
 */
record ProotStage(TrialMark mark, Path temporary, Path rootfs, Path base, Path besideRootfs)
        implements TrialPrograms.Stage {
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
     * @param workspaces the folder to make the workspace in; empty for the temporary one
     */
    static ProotStage make(Path parent, String rootfs, String workspaces, StaticBusybox busybox) throws IOException {
        TrialMark mark = TrialMark.create();
        Path root = rootfs.isEmpty()
                ? parent.resolve(mark.name()).resolve("rootfs")
                : Path.of(rootfs).toRealPath();
        Path temporary = mark.folder(parent);
        Path base = workspaces.isEmpty()
                ? temporary.resolve("base")
                : Path.of(workspaces).resolve(mark.name()).toAbsolutePath();
        ProotStage stage = new ProotStage(
                mark,
                temporary,
                root,
                base,
                root.resolveSibling(TrialMark.create().name()));
        try {
            if (rootfs.isEmpty()) {
                busybox.unpack(root);
            }
            stage.fill();
            return stage;
        } catch (IOException failure) {
            stage.remove();
            throw failure;
        }
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
                .filter(line -> line.contains(secret()) && line.contains(" "))
                .forEach(line -> ways.add(line.substring(0, line.indexOf(' '))));
        return ways;
    }

    /** Removes as much as can be, then fails for the first that cannot. */
    @Override
    public void remove() throws IOException {
        try {
            TrialMark.remove(besideRootfs);
        } finally {
            try {
                TrialMark.remove(base);
            } finally {
                TrialMark.remove(temporary);
            }
        }
    }

    /** What the files beside rootfs and workspace hold: a name that nothing else has. */
    private String secret() {
        return mark.name();
    }

    private Path workspace() {
        return base.resolve("workspace");
    }

    private void fill() throws IOException {
        Files.createDirectory(base);
        byte[] content = secret().getBytes(StandardCharsets.US_ASCII);
        Path canary = Files.write(base.resolve("canary"), content);
        Files.createDirectory(workspace());
        Files.createSymbolicLink(workspace().resolve("link-absolute"), canary);
        Files.createSymbolicLink(workspace().resolve("link-relative"), Path.of("../canary"));
        Files.createSymbolicLink(workspace().resolve("link-rootfs"), besideRootfs);
        if (Files.isWritable(besideRootfs.resolveSibling(""))) {
            Files.write(besideRootfs, content);
        }
    }
}
