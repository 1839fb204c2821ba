package dev.stacyvm.cli;

import dev.stacyvm.app.Credential;
import dev.stacyvm.app.OperatorError;
import dev.stacyvm.app.RpcRoleSettings;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.RpcSettings;
import dev.stacyvm.config.RpcTlsSettings;
import dev.stacyvm.config.WorkerCredentials;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.http.PemPair;
import dev.stacyvm.http.ServerTls;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Where a worker is called, and whom it answers. */
final class RpcOptions implements CommandPart {
    private final Argument<ListenAddress> listen = Argument.option(
            ListenAddress::parse,
            "--listen",
            "HOST:PORT",
            "Take worker RPC calls here (default: worker.listen_addr; blank: none).");
    private final Argument<BaseUrl> advertised = Argument.option(
            BaseUrl::parse,
            "--advertise-url",
            "URL",
            "Where the control plane reaches that listener (default: worker.advertise_url, then the address).");
    private final Argument<String> keysFile = Argument.option(
            "--rpc-keys-file",
            "FILE",
            "Public keys (PEM, JWK or JWKS) of who mints tokens for callers (default: worker.rpc_keys_file).");
    private final Argument<String> sharedKey = Argument.optionWithOrWithoutValue(
            "--compat-shared-key",
            "FILE",
            "Also take calls of a StacyVM control plane, which holds the secret in this file (default:"
                    + " worker.compat_shared_key_file, then auth.worker_signing_key).");
    private final ServerTlsOptions tls = new ServerTlsOptions();

    @Override
    public void addTo(CommandSpec command) {
        listen.addTo(command);
        advertised.addTo(command);
        keysFile.addTo(command);
        sharedKey.addTo(command);
        tls.addTo(command);
    }

    /** Empty when the worker is not to be called. */
    Optional<RpcRoleSettings> choose(Terminal terminal, Configuration configuration, Credential credential) {
        Optional<ListenAddress> address = listen.given().or(() -> configuredAddress(configuration));
        if (address.isEmpty()) {
            requireNothingElse();
            return Optional.empty();
        }
        RpcSettings configured = configuration.worker().rpc();
        List<Secret> shared = sharedKeys(terminal, configuration);
        boolean compatible = sharedKey.given().isPresent() || !shared.isEmpty();
        RpcRoleSettings settings = new RpcRoleSettings(
                new Listener(address.get(), tls(terminal, configuration)),
                advertised.given().or(() -> given(configured.advertiseUrl(), RpcOptions::configuredUrl)),
                HostName.ofThisHost(),
                keysFile.given()
                        .or(() -> given(configured.keysFile(), Function.identity()))
                        .map(terminal::resolve),
                !compatible && credential instanceof Credential.TokenFile,
                shared,
                compatible && credential instanceof Credential.Static fixed
                        ? Optional.of(fixed.token())
                        : Optional.empty(),
                configuration.auth().worker().revokedTokenIds());
        requireSomeCaller(settings);
        return Optional.of(settings);
    }

    private void requireNothingElse() {
        if (advertised.given().isPresent()
                || keysFile.given().isPresent()
                || sharedKey.given().isPresent()) {
            throw new UsageError("--advertise-url, --rpc-keys-file and --compat-shared-key are about the worker's own"
                    + " listener; add --listen HOST:PORT");
        }
    }

    private static void requireSomeCaller(RpcRoleSettings settings) {
        if (settings.keysFile().isEmpty()
                && !settings.follows()
                && settings.sharedKeys().isEmpty()
                && settings.sharedToken().isEmpty()) {
            throw new OperatorError("the worker listens on " + settings.listen().address()
                    + " but could verify no caller; name" + " public keys with --rpc-keys-file, or leave out --listen");
        }
    }

    private ServerTls tls(Terminal terminal, Configuration configuration) {
        ServerTls given = tls.server(terminal);
        RpcTlsSettings configured = configuration.worker().rpcTls();
        if (given instanceof ServerTls.On || !configured.enabled()) {
            return given;
        }
        if (!configured.server().isComplete()) {
            throw new OperatorError(
                    "worker.rpc_tls is enabled without a certificate; set worker.rpc_tls.server_cert_file and"
                            + " worker.rpc_tls.server_key_file");
        }
        PemPair pair = new PemPair(
                terminal.resolve(configured.server().certFile()),
                terminal.resolve(configured.server().keyFile()));
        return new ServerTls.On(pair, given(configured.clientCaFile(), terminal::resolve));
    }

    private List<Secret> sharedKeys(Terminal terminal, Configuration configuration) {
        String configured = configuration.worker().rpc().compatSharedKeyFile();
        String file = sharedKey.given().filter(named -> !named.isEmpty()).orElse(configured);
        if (!file.isEmpty()) {
            return List.of(new SecretOptions(terminal).fromPrivateFile(file));
        }
        WorkerCredentials fleet = configuration.auth().worker();
        return sharedKey.given().isEmpty()
                ? List.of()
                : Stream.concat(fleet.signingKey().stream(), fleet.verificationKeys().stream())
                        .toList();
    }

    /** StacyVM takes an address with a scheme too. */
    private static Optional<ListenAddress> configuredAddress(Configuration configuration) {
        String text = configuration.worker().listenAddr().replaceFirst("^https?://", "");
        try {
            return given(text, ListenAddress::parse);
        } catch (IllegalArgumentException invalid) {
            throw new UsageError("worker.listen_addr: " + invalid.getMessage());
        }
    }

    private static BaseUrl configuredUrl(String text) {
        try {
            return BaseUrl.parse(text);
        } catch (IllegalArgumentException invalid) {
            throw new UsageError("worker.advertise_url: " + invalid.getMessage());
        }
    }

    private static <T> Optional<T> given(String text, Function<String, T> parse) {
        return text.isBlank() ? Optional.empty() : Optional.of(parse.apply(text));
    }
}
