package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerRole;
import dev.stacyvm.app.IssuerRoleSettings;
import dev.stacyvm.app.OperatorError;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import java.nio.file.Path;
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
            description = "Where to listen (default: issuer.listen, 127.0.0.1:7423).")
    private @Nullable ListenAddress listen;

    @Option(
            names = "--issuer-url",
            paramLabel = "URL",
            description = "The URL by which workers know the issuer (default: issuer.url, else where it listens).")
    private @Nullable BaseUrl issuerUrl;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Folder of the database; made with mode 0700 (default: issuer.store).")
    private @Nullable String store;

    @Option(
            names = "--admin-api-key-file",
            paramLabel = "FILE",
            description = "File with the admin API key (default: auth.admin_api_key).")
    private @Nullable String adminApiKeyFile;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "File with an API key that may read the registry (default: auth.api_key).")
    private @Nullable String apiKeyFile;

    @Mixin
    private IssuerKeyOptions keys;

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
        Configuration configuration = ConfigurationOption.load(terminal);
        Path folder = folder(configuration);
        Listener listener = new Listener(address(configuration), tls.server(terminal));
        keys.check(configuration);
        IssuerRoleSettings settings = new IssuerRoleSettings(
                listener,
                folder,
                adminApiKey(configuration),
                secret(apiKeyFile).or(() -> configuration.auth().apiKey()),
                keys.choose(terminal, configuration, folder),
                Version.ofThisProgram(),
                url(configuration),
                !noControlPlane);
        return Foreground.run(vertx -> IssuerRole.start(vertx, settings));
    }

    private Path folder(Configuration configuration) {
        String named = store != null ? store : configuration.issuer().store().strip();
        if (named.isEmpty()) {
            throw new UsageError("there is no store; name its folder with --store DIR, or set issuer.store");
        }
        return terminal.resolve(named);
    }

    private Secret adminApiKey(Configuration configuration) {
        return secret(adminApiKeyFile)
                .or(() -> configuration.auth().adminApiKey())
                .orElseThrow(() -> new UsageError("there is no admin API key; name its file with --admin-api-key-file,"
                        + " or set auth.admin_api_key"));
    }

    private Optional<BaseUrl> url(Configuration configuration) {
        String configured = configuration.issuer().url().strip();
        if (issuerUrl != null || configured.isEmpty()) {
            return Optional.ofNullable(issuerUrl);
        }
        try {
            return Optional.of(BaseUrl.parse(configured));
        } catch (IllegalArgumentException malformed) {
            throw new OperatorError("issuer.url: " + malformed.getMessage(), malformed);
        }
    }

    private ListenAddress address(Configuration configuration) {
        try {
            return listen != null
                    ? listen
                    : ListenAddress.parse(configuration.issuer().listen().strip());
        } catch (IllegalArgumentException malformed) {
            throw new OperatorError("issuer.listen: " + malformed.getMessage(), malformed);
        }
    }

    private Optional<Secret> secret(@Nullable String file) {
        return Optional.ofNullable(file).map(new SecretOptions(terminal)::fromFile);
    }
}
