package dev.stacyvm.bus;

/**
 * An arrival that a consumer could not process and will not see again.
 *
 * @param eventId the id it claimed, or empty
 * @param reason a clause for an operator
 * @param beginning its first bytes as printable text, at most {@link Arrival#MAX_BEGINNING}, or empty
 */
public record DeadLetter(String consumer, Position position, String eventId, String reason, String beginning) {}
