package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths of PEM files. They are read later, and again; that one is misspelt is told at once. */
final class PemPaths {
    private PemPaths() {}

    static Path existing(Terminal terminal, String file) {
        Path path = terminal.resolve(file);
        if (file.isBlank() || !Files.isRegularFile(path)) {
            throw new OperatorError(path + " is not a file; name one with PEM certificates");
        }
        return path;
    }
}
