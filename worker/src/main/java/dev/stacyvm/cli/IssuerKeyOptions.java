package dev.stacyvm.cli;

import dev.stacyvm.app.TokenKeys;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.WorkerCredentials;
import dev.stacyvm.file.Secret;
import dev.stacyvm.time.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** With what the issuer signs, verifies and refuses tokens: options over the configuration. */
final class IssuerKeyOptions implements CommandPart {
    private final Argument<String> tokenKeyFile = Argument.option(
            "--token-key-file",
            "FILE",
            "File with the P-256 key that signs JWTs until the first rotation, made when absent (default:"
                    + " issuer.token_key_file, else token-key.pem in the store).");
    private final Argument<Duration> jwksCacheMax = Argument.option(
            GoDuration::parse,
            "--jwks-cache-max",
            "DURATION",
            "The longest that verifiers keep the published keys, 0s to 24h; a new key signs after twice"
                    + " that (default: issuer.jwks_cache_max, 60s).");
    private final Argument<String> signingKeyFile = Argument.option(
            "--signing-key-file",
            "FILE",
            "File with the secret of a StacyVM fleet, at least 32 bytes, mode 0600: worker-v1 tokens are"
                    + " verified with it, and minted where they are asked for (default: auth.worker_signing_key).");
    private final Argument.Sure<List<String>> verificationKeyFiles = Argument.options(
            "--verification-key-file",
            "FILE",
            "File with a further worker-v1 key that only verifies; repeatable, added to"
                    + " auth.worker_signing_keys.");
    private final Argument.Sure<List<String>> revokedTokenIds = Argument.options(
            "--revoked-token-id", "ID", "Token id to refuse; repeatable, added to auth.worker_revoked_token_ids.");

    @Override
    public void addTo(CommandSpec command) {
        tokenKeyFile.addTo(command);
        jwksCacheMax.addTo(command);
        signingKeyFile.addTo(command);
        verificationKeyFiles.addTo(command);
        revokedTokenIds.addTo(command);
    }

    /** Fails when the options contradict each other, before any file is opened. */
    void check(Configuration configuration) {
        boolean signs = signingKeyFile.given().isPresent()
                || configuration.auth().worker().signingKey().isPresent();
        if (!signs && !verificationKeyFiles.get().isEmpty()) {
            throw new UsageError("--verification-key-file goes with --signing-key-file; name both or none");
        }
    }

    /** @param store where the key for JWTs lies when no other place is named */
    TokenKeys choose(Terminal terminal, Configuration configuration, Path store) {
        SecretOptions secrets = new SecretOptions(terminal);
        WorkerCredentials configured = configuration.auth().worker();
        Optional<Secret> signing =
                signingKeyFile.given().map(secrets::fromPrivateFile).or(configured::signingKey);
        List<Secret> verifying = Stream.concat(
                        verificationKeyFiles.get().stream().map(secrets::fromPrivateFile),
                        configured.verificationKeys().stream())
                .toList();
        List<String> revoked = Stream.concat(revokedTokenIds.get().stream(), configured.revokedTokenIds().stream())
                .toList();
        TokenKeys keys = new TokenKeys(signing, verifying, revoked, Optional.empty());
        Duration cache = cache(configuration);
        return tokenKey(configuration)
                .map(file -> keys.signingWith(terminal.resolve(file), cache))
                .orElseGet(() -> keys.signingFrom(store, cache));
    }

    private Duration cache(Configuration configuration) {
        return jwksCacheMax
                .given()
                .map(named -> Limits.between("--jwks-cache-max", named, Duration.ZERO, Duration.ofHours(24)))
                .orElseGet(() -> configuration.issuer().jwksCacheMax());
    }

    private Optional<String> tokenKey(Configuration configuration) {
        return tokenKeyFile
                .given()
                .or(() -> Optional.of(configuration.issuer().tokenKeyFile().strip()))
                .filter(file -> !file.isEmpty());
    }
}
