package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.file.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key of the token commands: by file, by value, from the environment, from the configuration. */
final class SigningKeyOptions {
    @Option(names = "--signing-key-file", paramLabel = "FILE", description = "File with the signing key.")
    private @Nullable String file;

    @Option(
            names = "--signing-key",
            paramLabel = "KEY",
            description = "The signing key by value; - reads standard input (default: auth.worker_signing_key).")
    private @Nullable String value;

    Optional<Secret> choose(Terminal terminal, Configuration configuration) {
        return new SecretOptions(terminal)
                .either("--signing-key", value, file)
                .or(() -> configuration.auth().worker().signingKey());
    }

    Secret require(Terminal terminal, Configuration configuration) {
        return choose(terminal, configuration)
                .orElseThrow(() -> new OperatorError("there is no signing key; name one with --signing-key-file, or set"
                        + " auth.worker_signing_key_file in stacyvm.yaml"));
    }
}
