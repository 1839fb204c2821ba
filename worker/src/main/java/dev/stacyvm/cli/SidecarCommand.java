package dev.stacyvm.cli;

import dev.stacyvm.app.SidecarRole;
import dev.stacyvm.app.SidecarRoleSettings;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.token.Audience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            required = true,
            description = "File with the issuer's admin API key, read again for every renewal.")
    private String adminApiKeyFile;

    @Option(names = "--worker-id", paramLabel = "ID", required = true, description = "The worker the tokens are for.")
    private Converters.WorkerId workerId;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The token file to keep fresh.")
    private String output;

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
            description = "worker:control-plane or worker:rpc (default ${DEFAULT-VALUE}).")
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

    private final Terminal terminal;

    SidecarCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SidecarRoleSettings settings = new SidecarRoleSettings(
                issuer,
                terminal.resolve(adminApiKeyFile),
                workerId.value(),
                audience,
                Limits.tokenTtl("--token-ttl", tokenTtl),
                terminal.resolve(output),
                mode,
                Optional.ofNullable(listen),
                Optional.ofNullable(afterRotation));
        return once
                ? OneShot.run(vertx -> SidecarRole.once(vertx, settings))
                : Foreground.run(vertx -> SidecarRole.start(vertx, settings));
    }
}
