package dev.stacyvm.bus;

import java.time.Instant;

/** Where a consumer begins. All but {@link WhereItLeftOff} move the consumer's stored position, back or forth. */
public sealed interface Start {
    /** Behind the last batch this consumer handled, or at the oldest event when it never handled one. */
    record WhereItLeftOff() implements Start {}

    /** At the oldest event that is kept. */
    record Beginning() implements Start {}

    /** Behind the newest event. */
    record End() implements Start {}

    /** At the first event behind {@code position}. */
    record After(Position position) implements Start {}

    /** At the first event that was published at {@code time} or later. */
    record Since(Instant time) implements Start {}
}
