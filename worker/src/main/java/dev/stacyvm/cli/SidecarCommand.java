package dev.stacyvm.cli;

import dev.stacyvm.app.SidecarLogin;
import dev.stacyvm.app.SidecarRole;
import dev.stacyvm.app.SidecarRoleSettings;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.token.Audience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sidecar",
        description =
                "Keep a worker's token file fresh: renew at half of the lifetime, replace atomically, never give up.")
final class SidecarCommand implements Callable<Integer> {
    @Option(
            names = "--issuer",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:7423",
            description = "The issuer, ours or a StacyVM control plane (default ${DEFAULT-VALUE}).")
    private BaseUrl issuer;

    @Option(
            names = "--admin-api-key-file",
            paramLabel = "FILE",
            description = "File with the issuer's admin API key, read again for every renewal.")
    private @Nullable String adminApiKeyFile;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Instead of an admin key: this worker's own key pair, made with mode 0600 if absent.")
    private @Nullable String keyFile;

    @Option(
            names = "--join-token-file",
            paramLabel = "FILE",
            description = "Join token that enrols the key of --key-file, once; see 'issuer join-token'.")
    private @Nullable String joinTokenFile;

    @Option(names = "--worker-id", paramLabel = "ID", required = true, description = "The worker the tokens are for.")
    private Converters.WorkerId workerId;

    @Option(
            names = "--output",
            paramLabel = "[[FORMAT/]AUDIENCE=]FILE",
            required = true,
            description = "A token file to keep fresh; repeatable, each with an audience and a format of its own:"
                    + " kafka=FILE, worker:control-plane+kafka=FILE, worker-v1/worker:control-plane=FILE. Without a"
                    + " format (jwt or worker-v1), the one that the issuer mints of itself.")
    private List<TokenOutput> outputs = List.of();

    @Option(
            names = "--token-ttl",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "Lifetime of each token, 5s to 15m (default ${DEFAULT-VALUE}).")
    private Duration tokenTtl;

    @Option(
            names = "--audience",
            paramLabel = "AUDIENCE",
            defaultValue = "worker:control-plane",
            description = "Audience of an output that names none (default ${DEFAULT-VALUE}).")
    private Audience audience;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Serve /live, /ready and /metrics there (default: nowhere).")
    private @Nullable ListenAddress listen;

    @Option(names = "--exec", paramLabel = "CMD", description = "Command to run after each rotation, at most 10 s.")
    private @Nullable String afterRotation;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "0600",
            description = "Permissions of the file: 0600, 0640 or 0644 (default ${DEFAULT-VALUE}).")
    private FileMode mode;

    @Option(names = "--once", description = "Write the file once and end, as an init container does.")
    private boolean once;

    @Mixin
    private AuthorityOption authority;

    private final Terminal terminal;

    SidecarCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SidecarRoleSettings settings = new SidecarRoleSettings(
                issuer,
                login(),
                workerId.value(),
                Limits.tokenTtl("--token-ttl", tokenTtl),
                outputs.stream().map(output -> output.at(terminal, audience)).toList(),
                mode,
                Optional.ofNullable(listen),
                Optional.ofNullable(afterRotation),
                authority.tls(terminal));
        return once
                ? OneShot.run(vertx -> SidecarRole.once(vertx, settings))
                : Foreground.run(vertx -> SidecarRole.start(vertx, settings));
    }

    private SidecarLogin login() {
        if ((adminApiKeyFile == null) == (keyFile == null)) {
            throw new UsageError("name either --key-file or --admin-api-key-file");
        }
        if (adminApiKeyFile != null) {
            if (joinTokenFile != null) {
                throw new UsageError("--join-token-file enrols the key of --key-file; name that file too");
            }
            return new SidecarLogin.AdminKey(terminal.resolve(adminApiKeyFile));
        }
        return new SidecarLogin.Enrolled(
                terminal.resolve(String.valueOf(keyFile)),
                Optional.ofNullable(joinTokenFile).map(terminal::resolve));
    }
}
