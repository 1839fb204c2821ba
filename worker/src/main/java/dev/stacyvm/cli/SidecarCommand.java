package dev.stacyvm.cli;

import dev.stacyvm.app.SidecarLogin;
import dev.stacyvm.app.SidecarRole;
import dev.stacyvm.app.SidecarRoleSettings;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.Audience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class SidecarCommand implements Callable<Integer> {
    private final Argument.Sure<BaseUrl> issuer = Argument.option(
                    BaseUrl::parse,
                    "--issuer",
                    "URL",
                    "The issuer, ours or a StacyVM control plane (default ${DEFAULT-VALUE}).")
            .orElse("http://127.0.0.1:7423");
    private final Argument<String> adminApiKeyFile = Argument.option(
            "--admin-api-key-file", "FILE", "File with the issuer's admin API key, read again for every renewal.");
    private final Argument<String> keyFile = Argument.option(
            "--key-file",
            "FILE",
            "Instead of an admin key: this worker's own key pair, made with mode 0600 if absent.");
    private final Argument<String> joinTokenFile = Argument.option(
            "--join-token-file",
            "FILE",
            "Join token that enrols the key of --key-file, once; see 'issuer join-token'.");
    private final Argument.Sure<Converters.WorkerId> workerId = Argument.option(
                    Converters.WorkerId::of, "--worker-id", "ID", "The worker the tokens are for.")
            .required();
    private final Argument.Sure<List<TokenOutput>> outputs = Argument.requiredOptions(
            TokenOutput::parse,
            "--output",
            "[[FORMAT/]AUDIENCE=]FILE",
            "A token file to keep fresh; repeatable, each with an audience and a format of its own:"
                    + " kafka=FILE, worker:control-plane+kafka=FILE, worker-v1/worker:control-plane=FILE. Without a"
                    + " format (jwt or worker-v1), the one that the issuer mints of itself.");
    private final Argument.Sure<Duration> tokenTtl = Argument.option(
                    GoDuration::parse,
                    "--token-ttl",
                    "DURATION",
                    "Lifetime of each token, 5s to 15m (default ${DEFAULT-VALUE}).")
            .orElse("5m");
    private final Argument.Sure<Audience> audience = Argument.option(
                    Converters::audience,
                    "--audience",
                    "AUDIENCE",
                    "Audience of an output that names none (default ${DEFAULT-VALUE}).")
            .among(List.of("worker:control-plane", "worker:rpc"))
            .orElse("worker:control-plane");
    private final Argument<ListenAddress> listen = Argument.option(
            ListenAddress::parse,
            "--listen",
            "HOST:PORT",
            "Serve /live, /ready and /metrics there (default: nowhere).");
    private final Argument<String> afterRotation =
            Argument.option("--exec", "CMD", "Command to run after each rotation, at most 10 s.");
    private final Argument.Sure<FileMode> mode = Argument.option(
                    Converters::mode,
                    "--mode",
                    "MODE",
                    "Permissions of the file: 0600, 0640 or 0644 (default ${DEFAULT-VALUE}).")
            .among(List.of("0600", "0640", "0644"))
            .orElse("0600");
    private final Argument.Sure<Boolean> once =
            Argument.flag("--once", "Write the file once and end, as an init container does.");
    private final AuthorityOption authority = new AuthorityOption();

    private final Terminal terminal;

    SidecarCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "sidecar",
                "Keep a worker's token file fresh: renew at half of the lifetime, replace atomically, never give up.",
                this,
                issuer,
                adminApiKeyFile,
                keyFile,
                joinTokenFile,
                workerId,
                outputs,
                tokenTtl,
                audience,
                listen,
                afterRotation,
                mode,
                once,
                authority);
    }

    @Override
    public Integer call() {
        SidecarRoleSettings settings = new SidecarRoleSettings(
                issuer.get(),
                login(),
                workerId.get().value(),
                Limits.tokenTtl("--token-ttl", tokenTtl.get()),
                outputs.get().stream()
                        .map(output -> output.at(terminal, audience.get()))
                        .toList(),
                mode.get(),
                listen.given(),
                afterRotation.given(),
                authority.tls(terminal));
        return once.get()
                ? OneShot.run(vertx -> SidecarRole.once(vertx, settings))
                : Foreground.run(vertx -> SidecarRole.start(vertx, settings));
    }

    private SidecarLogin login() {
        Optional<Path> admin = adminApiKeyFile.given().map(terminal::resolve);
        Optional<Path> own = keyFile.given().map(terminal::resolve);
        Optional<Path> join = joinTokenFile.given().map(terminal::resolve);
        if (admin.isPresent() == own.isPresent()) {
            throw new UsageError("name either --key-file or --admin-api-key-file");
        }
        if (admin.isPresent() && join.isPresent()) {
            throw new UsageError("--join-token-file enrols the key of --key-file; name that file too");
        }
        return own.<SidecarLogin>map(key -> new SidecarLogin.Enrolled(key, join))
                .or(() -> admin.map(SidecarLogin.AdminKey::new))
                .orElseThrow();
    }
}
