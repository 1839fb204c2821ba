package dev.stacyvm.controlplane;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.WorkerView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Workers and leases, kept through a crash. Any thread may call; futures complete on the calling context, and fail only
 * with {@link PlaneUnavailable}. Opened once, closed once.
 */
public final class ControlPlane {
    /** The one thread that writes to the database. */
    static final String WRITER = "stacyvm-store";

    private static final Duration REGISTRY_LAG = Duration.ofMillis(200);
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final int CROWDED = LeaseBook.MAX_LEASES / 2;

    private final WorkerExecutor executor;
    private final Scheduler scheduler;
    private final Registry registry;
    private final GroupCommit writer;
    private final AtomicBoolean saveIsDue = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ControlPlane(WorkerExecutor executor, Scheduler scheduler, Registry registry, GroupCommit writer) {
        this.executor = executor;
        this.scheduler = scheduler;
        this.registry = registry;
        this.writer = writer;
    }

    /** Opens the store of a SQLite database, on the writer's thread. */
    @FunctionalInterface
    public interface Opening {
        /** Blocking. */
        PlaneStore open() throws IOException;
    }

    /**
     * Reads what the store holds and begins to serve.
     *
     * @return fails with an {@link IOException} whose message is one sentence for the operator
     */
    public static Future<ControlPlane> open(Vertx vertx, Opening opening, Time time) {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor(WRITER, 1);
        return executor.executeBlocking(() -> load(vertx, executor, opening, time))
                .onSuccess(ControlPlane::keepHouse)
                .onFailure(failure -> executor.close());
    }

    /** Takes a lease that is free, expired or the holder's own; the generation grows. */
    public Future<LeaseOutcome> acquire(LeaseAsk ask) {
        return writer.submit((leases, now) -> leases.acquire(ask, now));
    }

    /** Prolongs a lease from now by the ttl, which may shorten it; the generation grows. */
    public Future<LeaseOutcome> renew(LeaseAsk ask) {
        return writer.submit((leases, now) -> leases.renew(ask, now));
    }

    /** Gives a lease back, expired or not; with a generation, only if it is still that one. */
    public Future<LeaseOutcome> release(String resourceId, String holderId, OptionalLong generation) {
        return writer.submit((leases, now) -> leases.release(resourceId, holderId, generation, now));
    }

    public Future<LeaseCount> countLeases() {
        return writer.submit(LeaseBook::count);
    }

    /**
     * Registers the worker or refreshes what is known of it; on disk within about 200 ms.
     *
     * @return empty when ten thousand workers are registered and this is not one of them
     */
    public Optional<WorkerView> heartbeat(String workerId, Heartbeat heard) {
        Optional<WorkerView> view = registry.heartbeat(workerId, heard);
        saveSoon();
        return view;
    }

    public Optional<WorkerView> worker(String workerId) {
        return registry.find(workerId);
    }

    /** All workers by id. */
    public List<WorkerView> workers() {
        return registry.list();
    }

    public WorkerCount countWorkers() {
        return registry.count();
    }

    /** Forgets the worker, durably; false when it is unknown. Its leases stay. */
    public Future<Boolean> deleteWorker(String workerId) {
        boolean known = registry.remove(workerId);
        return known ? writer.submit((leases, now) -> true) : Future.succeededFuture(false);
    }

    public StoreLoad load() {
        return writer.load();
    }

    /** Succeeds when something could be written to the store just now. */
    public Future<Void> proveWritable() {
        return writer.prove();
    }

    /** Writes what waits and closes the store. */
    public Future<Void> close() {
        closed.set(true);
        return writer.close().eventually(executor::close);
    }

    private static ControlPlane load(Vertx vertx, WorkerExecutor executor, Opening opening, Time time)
            throws IOException {
        PlaneStore store = opening.open();
        Saved saved = load(store);
        Registry registry = new Registry(saved.workers(), time);
        LeaseBook leases = new LeaseBook(saved.leases(), saved.floor(), Moment.of(time));
        GroupCommit writer = new GroupCommit(vertx, executor, store, new PlaneImage(leases, registry), time);
        return new ControlPlane(executor, Scheduler.of(vertx), registry, writer);
    }

    private static Saved load(PlaneStore store) throws StoreFailure {
        try {
            return store.load();
        } catch (StoreFailure unreadable) {
            store.close();
            throw unreadable;
        }
    }

    private void saveSoon() {
        if (saveIsDue.compareAndSet(false, true)) {
            scheduler.after(REGISTRY_LAG, this::save);
        }
    }

    /** Every commit takes the registry's changes along, so an empty operation is enough. */
    private void save() {
        saveIsDue.set(false);
        writer.submit((leases, now) -> true).onFailure(unwritten -> {
            if (!closed.get()) {
                saveSoon();
            }
        });
    }

    private void keepHouse() {
        scheduler.after(HOUSEKEEPING, () -> {
            if (!closed.get()) {
                writer.submit(ControlPlane::forgetTheDead).onComplete(done -> keepHouse());
            }
        });
    }

    private static boolean forgetTheDead(LeaseBook leases, Moment now) {
        leases.forget(leases.size() > CROWDED ? Duration.ZERO : RETENTION, now);
        return true;
    }
}
