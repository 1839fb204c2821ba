package dev.stacyvm.app;

import dev.stacyvm.bus.kafka.Connection;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Kafka cluster that an operator named.
 *
 * @param bootstrap brokers as {@code host:port}
 * @param tokenFile the rotating token to log in with, where the cluster asks for one
 */
public record KafkaAccess(List<String> bootstrap, Connection connection, Optional<Path> tokenFile) {
    /**
     * Settings whose token is read anew for every login.
     *
     * @param end ends the reading
     */
    record Opened(KafkaSettings settings, Runnable end) {}

    Opened open(Vertx vertx) {
        KafkaSettings plain = KafkaSettings.of(bootstrap).withConnection(connection);
        if (tokenFile.isEmpty()) {
            return new Opened(plain, () -> {});
        }
        FileTokenSource source = FileTokenSource.of(vertx, Time.system(), tokenFile.get());
        return new Opened(plain.withToken(source), source::close);
    }

    /** The brokers as the operator named them. */
    String brokers() {
        return String.join(",", bootstrap);
    }
}
