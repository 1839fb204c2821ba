package dev.stacyvm.cli;

import dev.stacyvm.app.EventReading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class EventsReplayCommand implements Callable<Integer> {
    private final Argument.Sure<StartPoint> from = Argument.option(
                    StartPoint::of,
                    "--from",
                    "POINT",
                    "A time such as 2026-05-09T10:00:00Z, a position as events tail prints it, or beginning.")
            .required();
    private final EventOptions events = new EventOptions();

    private final Terminal terminal;

    EventsReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "replay", "Show every event from a point on, in order, and end with the newest.", this, from, events);
    }

    @Override
    public Integer call() {
        var reading = events.reading(terminal, new EventReading.Wish(from.get().start(), Optional.empty()));
        return OneShot.run(
                vertx -> reading.apply(vertx).compose(shown -> shown.caughtUp().eventually(shown::stop)),
                Duration.ofHours(1));
    }
}
