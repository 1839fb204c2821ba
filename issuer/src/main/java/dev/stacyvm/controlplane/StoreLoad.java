package dev.stacyvm.controlplane;

/**
 * How busy and how well a store is.
 *
 * @param waiting operations that wait for the writer
 * @param failures transactions that could not be written, since the start
 */
public record StoreLoad(int waiting, long failures) {
    public StoreLoad and(StoreLoad other) {
        return new StoreLoad(waiting + other.waiting, failures + other.failures);
    }
}
