package dev.stacyvm.cli;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.EventFormat;
import dev.stacyvm.event.InvalidEvent;
import dev.stacyvm.wire.Printable;
import java.nio.charset.StandardCharsets;

/** Prints events, one a line; in JSON, what is no event of any kind goes to standard error. */
final class EventLines {
    private static final int SHOWN = 128;

    private final Terminal terminal;
    private final boolean json;

    EventLines(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    void print(Arrival arrival) {
        if (arrival instanceof Arrival.Whole whole) {
            terminal.out().println(json ? json(whole) : text(whole));
        } else if (arrival instanceof Arrival.Unreadable unreadable) {
            (json ? terminal.err() : terminal.out()).println(unreadable.position() + " ? " + unreadable.reason());
        }
        terminal.out().flush();
    }

    private static String json(Arrival.Whole whole) {
        return new String(EventFormat.write(whole.event()), StandardCharsets.UTF_8);
    }

    /** The position is what {@code --from} takes. */
    private static String text(Arrival.Whole whole) {
        try {
            CertificationEvent event = CertificationEvent.from(whole.event());
            String status = event.report().path("status").asText();
            return whole.position() + " " + event.time() + " " + event.host() + " #" + event.sequence() + " "
                    + event.subject() + " " + Printable.of(status, SHOWN) + " " + event.id();
        } catch (InvalidEvent other) {
            return whole.position() + " ? " + Printable.of(whole.event().getType(), SHOWN) + ": " + other.getMessage();
        }
    }
}
