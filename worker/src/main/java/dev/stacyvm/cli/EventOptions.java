package dev.stacyvm.cli;

import dev.stacyvm.app.EventReading;
import dev.stacyvm.app.KafkaAccess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which events, and in which form. */
final class EventOptions {
    /** How an event is printed. */
    enum Form {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: one CloudEvent a line (default ${DEFAULT-VALUE}).")
    private Form format;

    @Mixin
    private StateOption state;

    @Mixin
    private KafkaOptions kafka;

    /** What begins to show them on standard output. */
    Function<Vertx, Future<EventReading>> reading(Terminal terminal, EventReading.Wish wish) {
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        Path log = state.require(terminal);
        EventLines lines = new EventLines(terminal, format == Form.JSON);
        return vertx -> EventReading.start(vertx, log, cluster, wish, lines::print);
    }
}
