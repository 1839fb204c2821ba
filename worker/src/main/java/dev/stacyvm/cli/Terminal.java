package dev.stacyvm.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command may touch of the world that called it. A seam: tests run the real commands with one of their own.
 *
 * @param out results, nothing else
 * @param err one sentence per failure or warning, and progress
 * @param folder what relative paths are relative to
 */
record Terminal(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment, Path folder) {
    static Terminal ofThisProcess() {
        return new Terminal(System.out, System.err, System.in, System.getenv(), Path.of(""));
    }

    Path resolve(String path) {
        return folder.resolve(path);
    }

    void warn(String sentence) {
        err.println("stacyvm: warning: " + sentence);
    }
}
