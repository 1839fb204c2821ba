package dev.stacyvm.cli;

import dev.stacyvm.app.EventReading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "replay", description = "Show every event from a point on, in order, and end with the newest.")
final class EventsReplayCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "POINT",
            required = true,
            description = "A time such as 2026-05-09T10:00:00Z, a position as events tail prints it, or beginning.")
    private StartPoint from;

    @Mixin
    private EventOptions events;

    private final Terminal terminal;

    EventsReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var reading = events.reading(terminal, new EventReading.Wish(from.start(), Optional.empty()));
        return OneShot.run(
                vertx -> reading.apply(vertx).compose(shown -> shown.caughtUp().eventually(shown::stop)),
                Duration.ofHours(1));
    }
}
