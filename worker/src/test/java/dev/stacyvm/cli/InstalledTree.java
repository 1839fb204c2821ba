package dev.stacyvm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A tree as {@code make install} leaves it, with the real scripts of this clone, empty jars, and a Java that prints what
 * it was started with instead of starting anything.
 */
record InstalledTree(Path prefix, Path javaHome) {
    private static final Path SCRIPTS = Path.of("..", "scripts");
    private static final List<String> JARS = List.of(
            "issuer/stacyvm-issuer-1.jar",
            "issuer/netty.jar",
            "issuer/Z.jar",
            "certifier/stacyvm-certifier-1.jar",
            "certifier/jna.jar",
            "worker/stacyvm-worker-1.jar",
            "worker/picocli.jar");

    static InstalledTree in(Path folder) throws IOException {
        Path prefix = Files.createDirectories(folder.resolve("opt with space"));
        Path bin = Files.createDirectories(prefix.resolve("bin"));
        for (String script : new String[] {"stacyvm", "certify-runtime.sh", "certify-worker-identity.sh"}) {
            Files.copy(SCRIPTS.resolve(script), bin.resolve(script));
            makeExecutable(bin.resolve(script));
        }
        for (String jar : JARS) {
            Path file = prefix.resolve("lib/stacyvm/lib").resolve(jar);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        return new InstalledTree(prefix, printingJava(folder.resolve("java"), "17.0.15"));
    }

    /** A Java home of that version whose {@code java} prints its process, folder and arguments. */
    static Path printingJava(Path home, String version) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                echo "pid=$$"
                echo "cwd=$(pwd)"
                for word in "$@"; do echo "arg=$word"; done
                exit 7
                """);
        makeExecutable(java);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"none\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    Path program(String name) {
        return prefix.resolve("bin").resolve(name);
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
