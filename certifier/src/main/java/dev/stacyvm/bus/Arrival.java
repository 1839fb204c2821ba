package dev.stacyvm.bus;

import io.cloudevents.CloudEvent;
import java.util.Optional;

/** What the bus delivers. */
public sealed interface Arrival {
    /** How much of something unreadable is kept, in bytes and in characters. */
    int MAX_BEGINNING = 1024;

    Position position();

    /**
     * A CloudEvent. It may be of any type and say anything.
     *
     * @param key what it was sent under, as its sender chose; empty on a bus without keys
     */
    record Whole(Position position, CloudEvent event, Optional<String> key) implements Arrival {
        /** An event of a bus without keys. */
        public Whole(Position position, CloudEvent event) {
            this(position, event, Optional.empty());
        }
    }

    /**
     * Something that is no CloudEvent.
     *
     * @param reason a clause for an operator
     * @param beginning its first bytes as printable text, at most {@link #MAX_BEGINNING}
     */
    record Unreadable(Position position, String reason, String beginning) implements Arrival {}
}
