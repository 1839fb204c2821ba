package dev.stacyvm.cli;

import dev.stacyvm.app.TokenKeys;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.WorkerCredentials;
import dev.stacyvm.file.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With what the issuer signs, verifies and refuses tokens: options over the configuration. */
final class IssuerKeyOptions {
    @Option(
            names = "--token-key-file",
            paramLabel = "FILE",
            description = "File with the P-256 key that signs JWTs until the first rotation, made when absent (default:"
                    + " issuer.token_key_file, else token-key.pem in the store).")
    private @Nullable String tokenKeyFile;

    @Option(
            names = "--jwks-cache-max",
            paramLabel = "DURATION",
            description = "The longest that verifiers keep the published keys, 0s to 24h; a new key signs after twice"
                    + " that (default: issuer.jwks_cache_max, 60s).")
    private @Nullable Duration jwksCacheMax;

    @Option(
            names = "--signing-key-file",
            paramLabel = "FILE",
            description = "File with the secret of a StacyVM fleet, at least 32 bytes, mode 0600: worker-v1 tokens are"
                    + " verified with it, and minted where they are asked for (default: auth.worker_signing_key).")
    private @Nullable String signingKeyFile;

    @Option(
            names = "--verification-key-file",
            paramLabel = "FILE",
            description = "File with a further worker-v1 key that only verifies; repeatable, added to"
                    + " auth.worker_signing_keys.")
    private List<String> verificationKeyFiles = List.of();

    @Option(
            names = "--revoked-token-id",
            paramLabel = "ID",
            description = "Token id to refuse; repeatable, added to auth.worker_revoked_token_ids.")
    private List<String> revokedTokenIds = List.of();

    /** Fails when the options contradict each other, before any file is opened. */
    void check(Configuration configuration) {
        boolean signs = signingKeyFile != null
                || configuration.auth().worker().signingKey().isPresent();
        if (!signs && !verificationKeyFiles.isEmpty()) {
            throw new UsageError("--verification-key-file goes with --signing-key-file; name both or none");
        }
    }

    /** @param store where the key for JWTs lies when no other place is named */
    TokenKeys choose(Terminal terminal, Configuration configuration, Path store) {
        SecretOptions secrets = new SecretOptions(terminal);
        WorkerCredentials configured = configuration.auth().worker();
        Optional<Secret> signing = Optional.ofNullable(signingKeyFile)
                .map(secrets::fromPrivateFile)
                .or(configured::signingKey);
        List<Secret> verifying = Stream.concat(
                        verificationKeyFiles.stream().map(secrets::fromPrivateFile),
                        configured.verificationKeys().stream())
                .toList();
        List<String> revoked = Stream.concat(revokedTokenIds.stream(), configured.revokedTokenIds().stream())
                .toList();
        TokenKeys keys = new TokenKeys(signing, verifying, revoked, Optional.empty());
        Duration cache = cache(configuration);
        return tokenKey(configuration)
                .map(file -> keys.signingWith(terminal.resolve(file), cache))
                .orElseGet(() -> keys.signingFrom(store, cache));
    }

    private Duration cache(Configuration configuration) {
        return jwksCacheMax == null
                ? configuration.issuer().jwksCacheMax()
                : Limits.between("--jwks-cache-max", jwksCacheMax, Duration.ZERO, Duration.ofHours(24));
    }

    private Optional<String> tokenKey(Configuration configuration) {
        return Optional.ofNullable(tokenKeyFile)
                .or(() -> Optional.of(configuration.issuer().tokenKeyFile().strip()))
                .filter(file -> !file.isEmpty());
    }
}
