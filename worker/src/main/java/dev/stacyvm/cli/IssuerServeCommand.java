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
import picocli.CommandLine;

final class IssuerServeCommand implements Callable<Integer> {
    private final Argument<ListenAddress> listen = Argument.option(
            ListenAddress::parse, "--listen", "HOST:PORT", "Where to listen (default: issuer.listen, 127.0.0.1:7423).");
    private final Argument<BaseUrl> issuerUrl = Argument.option(
            BaseUrl::parse,
            "--issuer-url",
            "URL",
            "The URL by which workers know the issuer (default: issuer.url, else where it listens).");
    private final Argument<String> store =
            Argument.option("--store", "DIR", "Folder of the database; made with mode 0700 (default: issuer.store).");
    private final Argument<String> adminApiKeyFile = Argument.option(
            "--admin-api-key-file", "FILE", "File with the admin API key (default: auth.admin_api_key).");
    private final Argument<String> apiKeyFile = Argument.option(
            "--api-key-file", "FILE", "File with an API key that may read the registry (default: auth.api_key).");
    private final IssuerKeyOptions keys = new IssuerKeyOptions();
    private final Argument.Sure<Boolean> noControlPlane =
            Argument.flag("--no-control-plane", "Serve no registry and no leases: a StacyVM control plane has them.");
    private final ServerTlsOptions tls = new ServerTlsOptions();

    private final Terminal terminal;

    IssuerServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "serve",
                "Serve the issuer and the control plane until INT or TERM.",
                this,
                listen,
                issuerUrl,
                store,
                adminApiKeyFile,
                apiKeyFile,
                keys,
                noControlPlane,
                tls);
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
                !noControlPlane.get());
        return Foreground.run(vertx -> IssuerRole.start(vertx, settings));
    }

    private Path folder(Configuration configuration) {
        String named =
                store.given().orElseGet(() -> configuration.issuer().store().strip());
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
        if (issuerUrl.given().isPresent() || configured.isEmpty()) {
            return issuerUrl.given();
        }
        try {
            return Optional.of(BaseUrl.parse(configured));
        } catch (IllegalArgumentException malformed) {
            throw new OperatorError("issuer.url: " + malformed.getMessage(), malformed);
        }
    }

    private ListenAddress address(Configuration configuration) {
        try {
            return listen.given()
                    .orElseGet(() ->
                            ListenAddress.parse(configuration.issuer().listen().strip()));
        } catch (IllegalArgumentException malformed) {
            throw new OperatorError("issuer.listen: " + malformed.getMessage(), malformed);
        }
    }

    private Optional<Secret> secret(Argument<String> file) {
        return file.given().map(new SecretOptions(terminal)::fromFile);
    }
}
