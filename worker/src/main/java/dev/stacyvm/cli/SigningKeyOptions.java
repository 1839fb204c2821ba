package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.file.Secret;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The key of the token commands: by file, by value, from the environment, from the configuration. */
final class SigningKeyOptions implements CommandPart {
    private final Argument<String> file = Argument.option("--signing-key-file", "FILE", "File with the signing key.");
    private final Argument<String> value = Argument.option(
            "--signing-key",
            "KEY",
            "The signing key by value; - reads standard input (default: auth.worker_signing_key).");

    @Override
    public void addTo(CommandSpec command) {
        file.addTo(command);
        value.addTo(command);
    }

    Optional<Secret> choose(Terminal terminal, Configuration configuration) {
        return new SecretOptions(terminal)
                .either("--signing-key", value.given(), file.given())
                .or(() -> configuration.auth().worker().signingKey());
    }

    Secret require(Terminal terminal, Configuration configuration) {
        return choose(terminal, configuration)
                .orElseThrow(() -> new OperatorError("there is no signing key; name one with --signing-key-file, or set"
                        + " auth.worker_signing_key_file in stacyvm.yaml"));
    }
}
