package dev.stacyvm.cli;

import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/** How long a command that ends waits for the cluster. */
final class PublishOptions implements CommandPart {
    private final Argument.Sure<Duration> timeout = Argument.option(
                    GoDuration::parse,
                    "--publish-timeout",
                    "DURATION",
                    "How long to wait for Kafka to take the result, at most 30s; then it stays queued (default"
                            + " ${DEFAULT-VALUE}).")
            .orElse("5s");

    @Override
    public void addTo(CommandSpec command) {
        timeout.addTo(command);
    }

    Duration timeout() {
        return Limits.between("--publish-timeout", timeout.get(), Duration.ZERO, Duration.ofSeconds(30));
    }
}
