package dev.stacyvm.worker;

import dev.stacyvm.worker.lease.LeaseListener;

/** Told of every change, once, on the worker's event loop; single heartbeats and renewals are not told. */
public interface WorkerListener extends LeaseListener {
    /** The last heartbeat ended in another way than the one before. */
    void link(Link link);
}
