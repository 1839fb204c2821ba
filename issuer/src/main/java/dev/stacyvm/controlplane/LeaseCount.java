package dev.stacyvm.controlplane;

/**
 * How many leases there are; tombstones are not counted.
 *
 * @param active held, and their time is not over
 * @param expired neither renewed in time nor released nor taken over
 */
public record LeaseCount(long active, long expired) {
    public long total() {
        return active + expired;
    }
}
