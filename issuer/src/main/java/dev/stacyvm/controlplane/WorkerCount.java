package dev.stacyvm.controlplane;

/**
 * How many workers are registered.
 *
 * @param online with status {@code online} and not stale
 * @param stale not heard of for more than two minutes
 */
public record WorkerCount(long total, long online, long stale) {
    /** Neither online nor stale, such as draining. */
    public long unhealthy() {
        return total - online - stale;
    }
}
