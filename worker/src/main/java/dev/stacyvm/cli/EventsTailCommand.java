package dev.stacyvm.cli;

import dev.stacyvm.app.EventReading;
import dev.stacyvm.bus.Start;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class EventsTailCommand implements Callable<Integer> {
    private static final int MAX_LINES = 10_000;

    private final Argument.Sure<Boolean> follow = Argument.flag("--follow", "Go on with what is published meanwhile.");
    private final Argument.Sure<Integer> lines = Argument.option(
                    Converters::whole,
                    "--lines",
                    "N",
                    "How many of those that are there already, at most 10000 (default ${DEFAULT-VALUE}).")
            .orElse("10");
    private final EventOptions events = new EventOptions();

    private final Terminal terminal;

    EventsTailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "tail",
                "Show the newest events, and with --follow those that come, until INT or TERM.",
                this,
                follow,
                lines,
                events);
    }

    @Override
    public Integer call() {
        int shown = lines.get();
        if (shown < 0 || shown > MAX_LINES) {
            throw new UsageError("--lines is " + shown + "; choose one from 0 to " + MAX_LINES);
        }
        var reading = events.reading(terminal, new EventReading.Wish(new Start.Beginning(), Optional.of(shown)));
        if (follow.get()) {
            return Foreground.run(reading::apply);
        }
        return OneShot.run(
                vertx -> reading.apply(vertx).compose(tail -> tail.caughtUp().eventually(tail::stop)),
                Duration.ofHours(1));
    }
}
