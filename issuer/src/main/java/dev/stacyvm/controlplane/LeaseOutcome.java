package dev.stacyvm.controlplane;

/** What became of a lease operation. */
public sealed interface LeaseOutcome {
    /** The holder has the lease now; it is on disk. */
    record Granted(LeaseRow lease) implements LeaseOutcome {}

    /** The resource is free for anybody. */
    record Released() implements LeaseOutcome {}

    /** Nothing changed. */
    record Refused(Reason reason) implements LeaseOutcome {}

    /** Why nothing changed. */
    enum Reason {
        /** Acquire: another worker holds it and its time is not over. */
        HELD_BY_ANOTHER,
        /** Renew: unknown, released, expired, or held by another worker. */
        NOT_HELD,
        /** Release: unknown, released, or held by another worker. */
        UNKNOWN,
        /** Release: the worker has acquired or renewed it since the generation it names. */
        OTHER_GENERATION,
        /** Acquire: the plane remembers as many leases as it may. */
        FULL
    }
}
