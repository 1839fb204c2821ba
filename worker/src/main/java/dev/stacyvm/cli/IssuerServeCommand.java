package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerRole;
import dev.stacyvm.app.IssuerRoleSettings;
import dev.stacyvm.app.TokenKeys;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Serve the issuer and the control plane until INT or TERM.")
final class IssuerServeCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7423",
            description = "Where to listen (default ${DEFAULT-VALUE}).")
    private ListenAddress listen;

    @Option(
            names = "--issuer-url",
            paramLabel = "URL",
            description = "The URL by which workers know the issuer (default: where it listens).")
    private @Nullable BaseUrl issuerUrl;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the database; made with mode 0700.")
    private String store;

    @Option(
            names = "--admin-api-key-file",
            paramLabel = "FILE",
            required = true,
            description = "File with the admin API key.")
    private String adminApiKeyFile;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "File with an API key that may read the registry.")
    private @Nullable String apiKeyFile;

    @Option(
            names = "--signing-key-file",
            paramLabel = "FILE",
            description =
                    "File with the secret of a StacyVM fleet, at least 32 bytes, mode 0600: mints and verifies worker-v1 tokens.")
    private @Nullable String signingKeyFile;

    @Option(
            names = "--token-key-file",
            paramLabel = "FILE",
            description =
                    "File with the P-256 key that signs JWTs until the first rotation, made when absent; without it, worker-v1 tokens are minted.")
    private @Nullable String tokenKeyFile;

    @Option(
            names = "--jwks-cache-max",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description =
                    "The longest that verifiers keep the published keys, 0s to 24h; a new key signs after twice that (default ${DEFAULT-VALUE}).")
    private Duration jwksCacheMax;

    @Option(
            names = "--verification-key-file",
            paramLabel = "FILE",
            description = "File with a further worker-v1 key that only verifies; repeatable.")
    private List<String> verificationKeyFiles = List.of();

    @Option(names = "--revoked-token-id", paramLabel = "ID", description = "Token id to refuse; repeatable.")
    private List<String> revokedTokenIds = List.of();

    @Option(
            names = "--no-control-plane",
            description = "Serve no registry and no leases: a StacyVM control plane has them.")
    private boolean noControlPlane;

    @Mixin
    private ServerTlsOptions tls;

    private final Terminal terminal;

    IssuerServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        requireKeys();
        Duration cache = Limits.between("--jwks-cache-max", jwksCacheMax, Duration.ZERO, Duration.ofHours(24));
        SecretOptions secrets = new SecretOptions(terminal);
        IssuerRoleSettings settings = new IssuerRoleSettings(
                new Listener(listen, tls.server(terminal)),
                terminal.resolve(store),
                secrets.fromFile(adminApiKeyFile),
                Optional.ofNullable(apiKeyFile).map(secrets::fromFile),
                keys(secrets, cache),
                Version.ofThisProgram(),
                Optional.ofNullable(issuerUrl),
                !noControlPlane);
        return Foreground.run(vertx -> IssuerRole.start(vertx, settings));
    }

    private void requireKeys() {
        if (signingKeyFile == null && tokenKeyFile == null) {
            throw new UsageError("name the key that signs tokens: --token-key-file for JWTs, --signing-key-file for the"
                    + " tokens of a StacyVM fleet, or both");
        }
        if (signingKeyFile == null && !verificationKeyFiles.isEmpty()) {
            throw new UsageError("--verification-key-file goes with --signing-key-file; name both or none");
        }
    }

    private TokenKeys keys(SecretOptions secrets, Duration jwksCacheMax) {
        TokenKeys keys = new TokenKeys(
                Optional.ofNullable(signingKeyFile).map(secrets::fromPrivateFile),
                verificationKeyFiles.stream().map(secrets::fromPrivateFile).toList(),
                revokedTokenIds,
                Optional.empty());
        return tokenKeyFile == null ? keys : keys.signingWith(terminal.resolve(tokenKeyFile), jwksCacheMax);
    }
}
