package dev.stacyvm.cli;

import dev.stacyvm.app.ConfiguredHost;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.Up;
import dev.stacyvm.app.UpFolder;
import dev.stacyvm.app.UpSettings;
import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class UpCommand implements Callable<Integer> {
    private final Argument.Sure<String> folder = Argument.option(
                    "--dir", "DIR", "Holds secrets, state and artifacts (default ${DEFAULT-VALUE}).")
            .orElse(".stacyvm");
    private final Argument.Sure<Integer> port = Argument.option(
                    Converters::whole, "--port", "PORT", "Port of the control plane (default ${DEFAULT-VALUE}).")
            .orElse("7423");
    private final Argument.Sure<Converters.WorkerId> workerId = Argument.option(
                    Converters.WorkerId::of, "--worker-id", "ID", "Id of the worker (default ${DEFAULT-VALUE}).")
            .orElse("worker-a");
    private final Argument.Sure<Duration> tokenTtl = Argument.option(
                    GoDuration::parse,
                    "--token-ttl",
                    "DURATION",
                    "Lifetime of the worker's tokens, 5s to 15m (default ${DEFAULT-VALUE}).")
            .orElse("5m");
    private final Argument.Sure<Duration> heartbeatInterval = Argument.option(
                    GoDuration::parse,
                    "--heartbeat-interval",
                    "DURATION",
                    "Time between heartbeats, at least 100ms (default ${DEFAULT-VALUE}).")
            .orElse("30s");
    private final Argument.Sure<Duration> certifyInterval = Argument.option(
                    GoDuration::parse,
                    "--certify-interval",
                    "DURATION",
                    "Time between certifications of this host, at least 10s (default ${DEFAULT-VALUE}).")
            .orElse("1h");
    private final KafkaOptions kafka = new KafkaOptions();

    private final Terminal terminal;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "up",
                "Run everything on this machine, on 127.0.0.1: issuer and control plane, a sidecar that rotates the token"
                        + " file, a worker on that file, certification of this host, and a recorder of its artifacts.%nEnds cleanly on Ctrl-C.",
                this,
                folder,
                port,
                workerId,
                tokenTtl,
                heartbeatInterval,
                certifyInterval,
                kafka);
    }

    @Override
    public Integer call() {
        UpSettings settings = new UpSettings(
                UpFolder.open(terminal.resolve(folder.get())),
                Limits.port("--port", port.get()),
                workerId.get().value(),
                Limits.tokenTtl("--token-ttl", tokenTtl.get()),
                Limits.heartbeat("--heartbeat-interval", heartbeatInterval.get()),
                Limits.atLeast("--certify-interval", certifyInterval.get(), Duration.ofSeconds(10)),
                ConfiguredHost.environment(
                        new ConfigurationLoader(terminal.environment(), terminal.folder()).glance(),
                        terminal.environment()),
                HostName.ofThisHost(),
                Version.ofThisProgram());
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        return Foreground.run(vertx -> Up.start(vertx, settings, cluster));
    }
}
