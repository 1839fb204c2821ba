package dev.stacyvm.cli;

import dev.stacyvm.app.Credential;
import dev.stacyvm.config.WorkerCredentials;
import dev.stacyvm.file.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ways a worker can come by its token, with the precedence of the contract, section 5.2. */
final class CredentialOptions {
    static final String DEFAULT_TOKEN_FILE = "/run/secrets/stacyvm-worker-token";

    @Option(
            names = "--worker-token-file",
            paramLabel = "FILE",
            description = "File with the token, read again for every request (default, with no other credential: "
                    + DEFAULT_TOKEN_FILE + ").")
    private @Nullable String tokenFile;

    @Option(
            names = "--bootstrap-admin-key-file",
            paramLabel = "FILE",
            description = "File with an admin API key: the control plane mints a token for every request.")
    private @Nullable String adminKeyFile;

    @Option(
            names = "--bootstrap-admin-key",
            paramLabel = "KEY",
            description = "The same by value; - reads standard input.")
    private @Nullable String adminKey;

    @Option(
            names = "--bootstrap-token-ttl",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "Lifetime of those tokens (default ${DEFAULT-VALUE}).")
    private Duration adminTtl = Duration.ofMinutes(5);

    @Option(names = "--worker-token", paramLabel = "TOKEN", description = "A static token; - reads standard input.")
    private @Nullable String token;

    @Option(
            names = "--worker-signing-key-file",
            paramLabel = "FILE",
            description = "File with the signing key: the worker mints its own tokens.")
    private @Nullable String signingKeyFile;

    Credential choose(Terminal terminal, WorkerCredentials configured) {
        if (tokenFile != null && token != null) {
            throw new UsageError("--worker-token and --worker-token-file exclude each other; keep the file");
        }
        if (tokenFile != null) {
            return new Credential.TokenFile(file(terminal, tokenFile));
        }
        SecretOptions secrets = new SecretOptions(terminal);
        Optional<Secret> admin = secrets.either("--bootstrap-admin-key", adminKey, adminKeyFile)
                .or(() -> environment(terminal, "STACYVM_WORKER_BOOTSTRAP_ADMIN_KEY"));
        if (admin.isPresent()) {
            return new Credential.Bootstrap(admin.get(), Limits.tokenTtl("--bootstrap-token-ttl", adminTtl));
        }
        Optional<Secret> shared = secrets.byValue("--worker-token", token).or(configured::sharedToken);
        if (shared.isPresent()) {
            return new Credential.Static(shared.get());
        }
        return Optional.ofNullable(signingKeyFile)
                .map(secrets::fromPrivateFile)
                .or(configured::signingKey)
                .<Credential>map(Credential.SelfMint::new)
                .orElseGet(() -> new Credential.TokenFile(Path.of(DEFAULT_TOKEN_FILE)));
    }

    private static Path file(Terminal terminal, String path) {
        if (path.isBlank()) {
            throw new UsageError("--worker-token-file is blank; name the file");
        }
        return terminal.resolve(path);
    }

    private static Optional<Secret> environment(Terminal terminal, String variable) {
        return Optional.ofNullable(terminal.environment().get(variable))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Secret::of);
    }
}
