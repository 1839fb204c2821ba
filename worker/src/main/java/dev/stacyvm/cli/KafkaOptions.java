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
import picocli.CommandLine.Model.CommandSpec;

/** Which Kafka cluster, and how it is reached. */
final class KafkaOptions implements CommandPart {
    private final Argument<String> bootstrap = Argument.option(
            "--kafka-bootstrap", "H:P,...", "Brokers of the Kafka cluster that events also go to, or come from.");
    private final Argument<String> config = Argument.option(
            "--kafka-config", "FILE", "Properties of the connection: security.protocol, ssl.*, sasl.*.");
    private final Argument<String> tokenFile = Argument.option(
            "--kafka-token-file",
            "FILE",
            "Log in with this rotating token (SASL OAUTHBEARER), read again for every login.");

    @Override
    public void addTo(CommandSpec command) {
        bootstrap.addTo(command);
        config.addTo(command);
        tokenFile.addTo(command);
    }

    /** The cluster of the command line, if any. Fails with one sentence when a file of it cannot be used. */
    Optional<KafkaAccess> access(Terminal terminal) {
        return access(terminal, List.of());
    }

    /** As {@link #access(Terminal)}, with the brokers of the configuration where the command line names none. */
    Optional<KafkaAccess> access(Terminal terminal, List<String> configured) {
        List<String> brokers = bootstrap.given().map(KafkaOptions::brokers).orElse(configured);
        if (brokers.isEmpty()) {
            if (config.given().isPresent() || tokenFile.given().isPresent()) {
                throw new UsageError("--kafka-config and --kafka-token-file need brokers; add --kafka-bootstrap H:P");
            }
            return Optional.empty();
        }
        Optional<Path> token = tokenFile.given().map(terminal::resolve);
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
            Optional<Path> file = config.given().map(terminal::resolve);
            return file.isEmpty() ? Connection.PLAIN : Connection.read(file.get());
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }
}
