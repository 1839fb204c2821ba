package dev.stacyvm.cli;

import dev.stacyvm.app.EventReading;
import dev.stacyvm.bus.Start;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "tail", description = "Show the newest events, and with --follow those that come, until INT or TERM.")
final class EventsTailCommand implements Callable<Integer> {
    private static final int MAX_LINES = 10_000;

    @Option(names = "--follow", description = "Go on with what is published meanwhile.")
    private boolean follow;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of those that are there already, at most 10000 (default ${DEFAULT-VALUE}).")
    private int lines;

    @Mixin
    private EventOptions events;

    private final Terminal terminal;

    EventsTailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (lines < 0 || lines > MAX_LINES) {
            throw new UsageError("--lines is " + lines + "; choose one from 0 to " + MAX_LINES);
        }
        var reading = events.reading(terminal, new EventReading.Wish(new Start.Beginning(), Optional.of(lines)));
        if (follow) {
            return Foreground.run(reading::apply);
        }
        return OneShot.run(
                vertx -> reading.apply(vertx).compose(shown -> shown.caughtUp().eventually(shown::stop)),
                Duration.ofHours(1));
    }
}
