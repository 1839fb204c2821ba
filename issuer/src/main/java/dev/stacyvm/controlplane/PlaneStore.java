package dev.stacyvm.controlplane;

/** Where the plane survives a crash. Blocking; called by one thread at a time. */
public interface PlaneStore extends AutoCloseable {
    /** Reads everything; called once, before anything is written. */
    Saved load() throws StoreFailure;

    /**
     * Writes all of it durably before it returns, or none.
     *
     * @throws StoreFailure when it is not known to be durable; the store stays usable, and the next write decides
     */
    void commit(Changes changes) throws StoreFailure;

    @Override
    void close();
}
