package dev.stacyvm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command may touch of the world that called it. A seam: tests run the real commands with one of their own.
 *
 * @param out results, nothing else
 * @param err one sentence per failure or warning, and progress
 * @param folder what relative paths are relative to
 * @param watched whether somebody watches {@code err} at a terminal
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        Path folder,
        boolean watched) {
    private static final Path ERR = Path.of("/proc/self/fd/2");
    private static final List<String> TERMINALS = List.of("/dev/pts/", "/dev/tty", "/dev/console");

    /** One that nobody watches. */
    Terminal(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment, Path folder) {
        this(out, err, in, environment, folder, false);
    }

    static Terminal ofThisProcess() {
        return new Terminal(System.out, System.err, System.in, System.getenv(), Path.of(""), isTerminal(ERR));
    }

    /** By the name of what is open: {@code System.console} speaks of the other two streams, and differs by version. */
    static boolean isTerminal(Path descriptor) {
        try {
            String open = Files.readSymbolicLink(descriptor).toString();
            return TERMINALS.stream().anyMatch(open::startsWith);
        } catch (IOException noProc) {
            return false;
        }
    }

    Path resolve(String path) {
        return folder.resolve(path);
    }

    void warn(String sentence) {
        err.println("stacyvm: warning: " + sentence);
    }
}
