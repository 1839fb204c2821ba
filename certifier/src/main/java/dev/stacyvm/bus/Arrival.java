package dev.stacyvm.bus;

import io.cloudevents.CloudEvent;

/** What the bus delivers. */
public sealed interface Arrival {
    /** How much of something unreadable is kept, in bytes and in characters. */
    int MAX_BEGINNING = 1024;

    Position position();

    /** A CloudEvent. It may be of any type and say anything. */
    record Whole(Position position, CloudEvent event) implements Arrival {}

    /**
     * Something that is no CloudEvent.
     *
     * @param reason a clause for an operator
     * @param beginning its first bytes as printable text, at most {@link #MAX_BEGINNING}
     */
    record Unreadable(Position position, String reason, String beginning) implements Arrival {}
}
