package dev.stacyvm.controlplane;

import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's queue. Operations gather while a commit is under way; the next commit serves them all. Operations of one
 * caller are decided in the order in which they were submitted.
 */
final class GroupCommit {
    /** More waiting operations than this are refused at once. */
    static final int CAPACITY = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MAX_BATCH = 4_096;
    /** Then the thread is given back, so that the blocked-thread checker sees progress under endless load. */
    private static final int BATCHES_PER_TURN = 64;

    private final Vertx vertx;
    private final WorkerExecutor writer;
    private final PlaneStore store;
    private final PlaneImage image;
    private final Time time;
    private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean turnTaken = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder failures = new LongAdder();

    /** @param writer of one thread */
    GroupCommit(Vertx vertx, WorkerExecutor writer, PlaneStore store, PlaneImage image, Time time) {
        this.vertx = vertx;
        this.writer = writer;
        this.store = store;
        this.image = image;
        this.time = time;
    }

    /**
     * Decides on the writer's thread and answers after the commit, on the calling context.
     *
     * @return fails with {@link PlaneUnavailable} when the queue is full, the commit failed (then the operation never
     *     happened) or the plane is closed
     */
    <T> Future<T> submit(Operation<T> operation) {
        return enqueue(new Waiting<>(operation, false));
    }

    /** Writes something, even if nothing changed: proves that the store can be written. */
    Future<Void> prove() {
        return enqueue(new Waiting<>((leases, now) -> null, true)).mapEmpty();
    }

    StoreLoad load() {
        return new StoreLoad(queue.size(), failures.sum());
    }

    /** Refuses what comes, writes what waits, and closes the store. */
    Future<Void> close() {
        if (!closed.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return writer.<Void>executeBlocking(
                () -> {
                    while (turn()) {
                        LOG.debug("writing what still waits");
                    }
                    commit(List.of());
                    store.close();
                    return null;
                },
                false);
    }

    private <T> Future<T> enqueue(Waiting<T> waiting) {
        if (closed.get()) {
            return Future.failedFuture(new PlaneUnavailable("the control plane is stopping"));
        }
        if (!queue.offer(waiting)) {
            return Future.failedFuture(new PlaneUnavailable("too many requests wait for the store"));
        }
        schedule();
        if (closed.get() && queue.remove(waiting)) {
            waiting.fail(new PlaneUnavailable("the control plane is stopping"));
        }
        return Future.fromCompletionStage(waiting.answer(), vertx.getOrCreateContext());
    }

    private void schedule() {
        if (turnTaken.compareAndSet(false, true)) {
            writer.executeBlocking(this::runTurn, false).onFailure(defect -> LOG.error("the writer failed", defect));
        }
    }

    private boolean runTurn() {
        try {
            return turn();
        } finally {
            turnTaken.set(false);
            if (!queue.isEmpty() && !closed.get()) {
                schedule();
            }
        }
    }

    /** Whether anything may still wait. */
    private boolean turn() {
        for (int done = 0; done < BATCHES_PER_TURN; done++) {
            List<Waiting<?>> batch = new ArrayList<>();
            if (queue.drainTo(batch, MAX_BATCH) == 0) {
                return false;
            }
            commit(batch);
        }
        return true;
    }

    private void commit(List<Waiting<?>> batch) {
        PlaneUnavailable failure = new PlaneUnavailable("internal error");
        boolean durable = false;
        try {
            Moment now = Moment.of(time);
            batch.forEach(waiting -> waiting.decide(image.leases(), now));
            write(image.changes(), batch.stream().anyMatch(Waiting::mustWrite));
            durable = true;
        } catch (StoreFailure unwritten) {
            failures.increment();
            LOG.error("nothing was written: {}", unwritten.getMessage());
            failure = new PlaneUnavailable(unwritten);
        } finally {
            finish(batch, durable, failure);
        }
    }

    private void write(Changes changes, boolean always) throws StoreFailure {
        if (always || !changes.isEmpty()) {
            store.commit(changes);
        }
    }

    private void finish(List<Waiting<?>> batch, boolean durable, PlaneUnavailable failure) {
        if (durable) {
            image.kept();
            batch.forEach(Waiting::complete);
        } else {
            image.dropped();
            batch.forEach(waiting -> waiting.fail(failure));
        }
    }
}
