package dev.stacyvm.cli;

import dev.stacyvm.app.EventReading;
import dev.stacyvm.app.KafkaAccess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Which events, and in which form. */
final class EventOptions implements CommandPart {
    /** How an event is printed. */
    enum Form {
        TEXT,
        JSON
    }

    private final Argument.Sure<Form> format = Argument.option(
                    Form.class,
                    "--format",
                    "FORMAT",
                    "text, or json: one CloudEvent a line (default ${DEFAULT-VALUE}).")
            .orElse("text");
    private final StateOption state = new StateOption();
    private final KafkaOptions kafka = new KafkaOptions();

    @Override
    public void addTo(CommandSpec command) {
        format.addTo(command);
        state.addTo(command);
        kafka.addTo(command);
    }

    /** What begins to show them on standard output. */
    Function<Vertx, Future<EventReading>> reading(Terminal terminal, EventReading.Wish wish) {
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        Path log = state.require(terminal);
        EventLines lines = new EventLines(terminal, format.get() == Form.JSON);
        return vertx -> EventReading.start(vertx, log, cluster, wish, lines::print);
    }
}
