package dev.stacyvm.cli;

import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.Up;
import dev.stacyvm.app.UpFolder;
import dev.stacyvm.app.UpSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Run everything on this machine, on 127.0.0.1: issuer and control plane, a sidecar that rotates the token"
                    + " file, a worker on that file, certification of this host, and a recorder of its artifacts.",
            "Ends cleanly on Ctrl-C."
        })
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".stacyvm",
            description = "Holds secrets, state and artifacts (default ${DEFAULT-VALUE}).")
    private String folder;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7423",
            description = "Port of the control plane (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--worker-id",
            paramLabel = "ID",
            defaultValue = "worker-a",
            description = "Id of the worker (default ${DEFAULT-VALUE}).")
    private Converters.WorkerId workerId;

    @Option(
            names = "--token-ttl",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "Lifetime of the worker's tokens, 5s to 15m (default ${DEFAULT-VALUE}).")
    private Duration tokenTtl;

    @Option(
            names = "--heartbeat-interval",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "Time between heartbeats, at least 100ms (default ${DEFAULT-VALUE}).")
    private Duration heartbeatInterval;

    @Option(
            names = "--certify-interval",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "Time between certifications of this host, at least 10s (default ${DEFAULT-VALUE}).")
    private Duration certifyInterval;

    @Mixin
    private KafkaOptions kafka;

    private final Terminal terminal;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        UpSettings settings = new UpSettings(
                UpFolder.open(terminal.resolve(folder)),
                Limits.port("--port", port),
                workerId.value(),
                Limits.tokenTtl("--token-ttl", tokenTtl),
                Limits.heartbeat("--heartbeat-interval", heartbeatInterval),
                Limits.atLeast("--certify-interval", certifyInterval, Duration.ofSeconds(10)),
                HostName.ofThisHost(),
                Version.ofThisProgram());
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        return Foreground.run(vertx -> Up.start(vertx, settings, cluster));
    }
}
