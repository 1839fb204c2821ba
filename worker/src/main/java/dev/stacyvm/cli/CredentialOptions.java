package dev.stacyvm.cli;

import dev.stacyvm.app.Credential;
import dev.stacyvm.config.WorkerCredentials;
import dev.stacyvm.file.Secret;
import dev.stacyvm.time.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The ways a worker can come by its token, with the precedence of the contract, section 5.2. */
final class CredentialOptions implements CommandPart {
    static final String DEFAULT_TOKEN_FILE = "/run/secrets/stacyvm-worker-token";
    private static final String ADMIN_KEY_VARIABLE = "STACYVM_WORKER_BOOTSTRAP_ADMIN_KEY";
    private static final Duration ADMIN_TTL = Duration.ofMinutes(5);

    private final Argument<String> tokenFile = Argument.option(
            "--worker-token-file",
            "FILE",
            "File with the token, read again for every request (default, with no other credential: "
                    + DEFAULT_TOKEN_FILE + ").");
    private final Argument<String> adminKeyFile = Argument.option(
            "--bootstrap-admin-key-file",
            "FILE",
            "File with an admin API key: the control plane mints a token for every request.");
    private final Argument<String> adminKey =
            Argument.option("--bootstrap-admin-key", "KEY", "The same by value; - reads standard input.");
    private final Argument<Duration> adminTtl = Argument.option(
            GoDuration::parse,
            "--bootstrap-token-ttl",
            "DURATION",
            "Lifetime of those tokens, 5s to 15m (default 5m).");
    private final Argument<String> token =
            Argument.option("--worker-token", "TOKEN", "A static token; - reads standard input.");
    private final Argument<String> signingKeyFile = Argument.option(
            "--worker-signing-key-file", "FILE", "File with the signing key: the worker mints its own tokens.");

    @Override
    public void addTo(CommandSpec command) {
        ArgumentGroup.under(
                        "Credential, the first that is given:",
                        tokenFile,
                        adminKeyFile,
                        adminKey,
                        adminTtl,
                        token,
                        signingKeyFile)
                .addTo(command);
    }

    Credential choose(Terminal terminal, WorkerCredentials configured) {
        Credential chosen = first(terminal, configured);
        tellOfUnused(terminal);
        return chosen;
    }

    private Credential first(Terminal terminal, WorkerCredentials configured) {
        if (tokenFile.given().isPresent() && token.given().isPresent()) {
            throw new UsageError("--worker-token and --worker-token-file exclude each other; keep the file");
        }
        Optional<Credential> file = tokenFile.given().map(path -> new Credential.TokenFile(file(terminal, path)));
        if (file.isPresent()) {
            return file.get();
        }
        SecretOptions secrets = new SecretOptions(terminal);
        Optional<Secret> admin = secrets.either("--bootstrap-admin-key", adminKey.given(), adminKeyFile.given())
                .or(() -> environment(terminal, ADMIN_KEY_VARIABLE));
        if (admin.isPresent()) {
            return new Credential.Bootstrap(
                    admin.get(),
                    adminTtl.given()
                            .map(ttl -> Limits.tokenTtl("--bootstrap-token-ttl", ttl))
                            .orElse(ADMIN_TTL));
        }
        Optional<Secret> shared = token.given()
                .map(value -> secrets.byValue("--worker-token", value))
                .or(configured::sharedToken);
        if (shared.isPresent()) {
            return new Credential.Static(shared.get());
        }
        return signingKeyFile
                .given()
                .map(secrets::fromPrivateFile)
                .or(configured::signingKey)
                .<Credential>map(Credential.SelfMint::new)
                .orElseGet(() -> new Credential.TokenFile(Path.of(DEFAULT_TOKEN_FILE)));
    }

    /** StacyVM passes over what comes later without a word; then the credential in use is not the one that was meant. */
    private void tellOfUnused(Terminal terminal) {
        List<String> given = Stream.of(
                        named("--worker-token-file", tokenFile),
                        named("--bootstrap-admin-key-file", adminKeyFile),
                        named("--bootstrap-admin-key", adminKey),
                        environment(terminal, ADMIN_KEY_VARIABLE).map(set -> ADMIN_KEY_VARIABLE),
                        named("--worker-token", token),
                        named("--worker-signing-key-file", signingKeyFile))
                .flatMap(Optional::stream)
                .toList();
        given.stream()
                .skip(1)
                .forEach(unused -> terminal.warn(unused + " is not used, since " + given.get(0)
                        + " comes before it; leave out the one that is not meant"));
        if (adminTtl.given().isPresent()
                && given.stream().noneMatch(one -> one.toLowerCase(Locale.ROOT).contains("admin"))) {
            terminal.warn("--bootstrap-token-ttl is not used without an admin API key; leave it out");
        }
    }

    private static Optional<String> named(String flag, Argument<String> argument) {
        return argument.given().map(given -> flag);
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
