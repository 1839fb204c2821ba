package dev.stacyvm.cli;

import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.OperatorError;
import dev.stacyvm.bus.kafka.Connection;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.file.IoClause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka cluster, and how it is reached. */
final class KafkaOptions {
    @Option(
            names = "--kafka-bootstrap",
            paramLabel = "H:P,...",
            description = "Brokers of the Kafka cluster that events also go to, or come from.")
    private @Nullable String bootstrap;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of the connection: security.protocol, ssl.*, sasl.*.")
    private @Nullable String config;

    @Option(
            names = "--kafka-token-file",
            paramLabel = "FILE",
            description = "Log in with this rotating token (SASL OAUTHBEARER), read again for every login.")
    private @Nullable String tokenFile;

    /** The cluster of the command line, if any. Fails with one sentence when a file of it cannot be used. */
    Optional<KafkaAccess> access(Terminal terminal) {
        return access(terminal, List.of());
    }

    /** As {@link #access(Terminal)}, with the brokers of the configuration where the command line names none. */
    Optional<KafkaAccess> access(Terminal terminal, List<String> configured) {
        List<String> brokers = bootstrap == null ? configured : brokers(bootstrap);
        if (brokers.isEmpty()) {
            if (config != null || tokenFile != null) {
                throw new UsageError("--kafka-config and --kafka-token-file need brokers; add --kafka-bootstrap H:P");
            }
            return Optional.empty();
        }
        Optional<Path> token = Optional.ofNullable(tokenFile).map(terminal::resolve);
        return Optional.of(new KafkaAccess(brokers, connection(terminal), token));
    }

    private static List<String> brokers(String words) {
        try {
            return KafkaSettings.brokers(words);
        } catch (IllegalArgumentException invalid) {
            throw new UsageError("--kafka-bootstrap: " + invalid.getMessage());
        }
    }

    private Connection connection(Terminal terminal) {
        try {
            return config == null ? Connection.PLAIN : Connection.read(terminal.resolve(config));
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }
}
