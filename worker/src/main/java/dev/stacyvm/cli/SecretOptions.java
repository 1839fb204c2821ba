package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.file.IoClause;
import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Secrets named on the command line: by file, from standard input, or, for compatibility and with a warning, by value. */
final class SecretOptions {
    private static final int MAX_BYTES = 16 * 1024;

    private final Terminal terminal;

    SecretOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The secret of a pair of options, where one of them was given.
     *
     * @param valueOption such as {@code --signing-key}; {@code --signing-key-file} is its twin
     */
    Optional<Secret> either(String valueOption, Optional<String> value, Optional<String> file) {
        if (value.isPresent() && file.isPresent()) {
            throw new UsageError(valueOption + " and " + valueOption + "-file exclude each other; keep the file");
        }
        return file.map(this::fromFile).or(() -> value.map(given -> byValue(valueOption, given)));
    }

    Secret byValue(String option, String value) {
        if (value.equals("-")) {
            return fromStandardInput(option);
        }
        terminal.warn(
                option + " shows the secret in the process list; use " + option + "-file, or - to read standard input");
        return nonBlank(option, value);
    }

    /** The trimmed content of a file that others may read too, as Kubernetes mounts them. */
    Secret fromFile(String file) {
        if (file.isBlank()) {
            throw new OperatorError("the path of a secret file is blank; name the file");
        }
        try {
            return SecretFile.read(terminal.resolve(file));
        } catch (IOException unreadable) {
            throw new OperatorError(
                    IoClause.of(unreadable) + "; name a file that holds the secret and that this user can read",
                    unreadable);
        }
    }

    /** The trimmed content of a file that only its owner may read. */
    Secret fromPrivateFile(String file) {
        Secret secret = fromFile(file);
        try {
            SecretFile.requirePrivate(terminal.resolve(file));
        } catch (IOException open) {
            throw new OperatorError(IoClause.of(open), open);
        }
        return secret;
    }

    /** A token as an argument; {@code -} reads standard input. */
    Secret token(String argument) {
        if (argument.equals("-")) {
            return fromStandardInput("the token");
        }
        terminal.warn("a token as an argument shows in the process list; use - to read standard input");
        return nonBlank("the token", argument);
    }

    private Secret fromStandardInput(String what) {
        try {
            byte[] bytes = terminal.in().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new OperatorError(what + " on standard input is larger than " + MAX_BYTES + " bytes");
            }
            return nonBlank(what, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new OperatorError(
                    what + " cannot be read from standard input: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Secret nonBlank(String option, String value) {
        String trimmed = value.strip();
        if (trimmed.isEmpty()) {
            throw new OperatorError(option + " is blank");
        }
        return Secret.of(trimmed);
    }
}
