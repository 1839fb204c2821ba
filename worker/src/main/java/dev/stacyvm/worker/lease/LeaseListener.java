package dev.stacyvm.worker.lease;

/** Told when a lease comes and goes; renewals are not told. Called on the keeper's event loop. */
public interface LeaseListener {
    /** The lease is held from now on. */
    void held(String resource, long generation);

    /**
     * The lease is no longer held.
     *
     * @param why one clause
     */
    void lost(String resource, String why);

    /**
     * The lease is still not held, for another reason than before.
     *
     * @param why one clause
     */
    void waiting(String resource, String why);
}
