package dev.stacyvm.controlplane;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A store in memory whose commits can be held up and made to fail. */
final class GateStore implements PlaneStore {
    private static final int MANY = 1_000_000;

    private final Semaphore gate = new Semaphore(MANY);
    final List<Changes> commits = new CopyOnWriteArrayList<>();
    volatile boolean failing;
    volatile boolean closed;

    /** Until {@link #letThrough}, commits wait. */
    void holdUp() {
        gate.drainPermits();
    }

    void letThrough() {
        gate.release(MANY);
    }

    boolean someoneWaits() {
        return gate.hasQueuedThreads();
    }

    @Override
    public Saved load() {
        return new Saved(List.of(), 0, List.of());
    }

    @Override
    public void commit(Changes changes) throws StoreFailure {
        gate.acquireUninterruptibly();
        if (failing) {
            throw new StoreFailure("the disk is full");
        }
        commits.add(changes);
    }

    @Override
    public void close() {
        closed = true;
    }
}
