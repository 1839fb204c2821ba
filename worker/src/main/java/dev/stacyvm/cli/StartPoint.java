package dev.stacyvm.cli;

import dev.stacyvm.bus.Position;
import dev.stacyvm.bus.Start;
import dev.stacyvm.wire.Printable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A point on the bus, as an operator names it. */
record StartPoint(Start start) {
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}|[0-9]{1,9}-[0-9]{1,18}-[0-9]{1,18}");

    static StartPoint of(String word) {
        if (word.equals("beginning")) {
            return new StartPoint(new Start.Beginning());
        }
        if (POSITION.matcher(word).matches()) {
            return new StartPoint(new Start.After(new Position(word)));
        }
        try {
            return new StartPoint(new Start.Since(Instant.parse(word)));
        } catch (DateTimeParseException neither) {
            throw new IllegalArgumentException("\"" + Printable.of(word, 40)
                    + "\" is no point; name a time such as 2026-05-09T10:00:00Z, a position, or beginning");
        }
    }
}
