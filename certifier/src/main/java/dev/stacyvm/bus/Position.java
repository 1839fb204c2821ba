package dev.stacyvm.bus;

/**
 * Where an event lies on the bus it came from.
 *
 * @param value printable and short; only the bus that made it can read it
 */
public record Position(String value) {
    @Override
    public String toString() {
        return value;
    }
}
