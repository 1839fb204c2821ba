package dev.stacyvm.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that ends waits for the cluster. */
final class PublishOptions {
    @Option(
            names = "--publish-timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "How long to wait for Kafka to take the result, at most 30s; then it stays queued (default"
                    + " ${DEFAULT-VALUE}).")
    private Duration timeout;

    Duration timeout() {
        return Limits.between("--publish-timeout", timeout, Duration.ZERO, Duration.ofSeconds(30));
    }
}
