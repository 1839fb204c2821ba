package dev.stacyvm.token;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A named daemon thread for calls that may hang, as those of a dead network mount do. A call that exceeds the limit fails;
 * while it still hangs, later calls fail at once. A thread that has hung for ten seconds is given up and replaced, at
 * most {@value #MAX_HUNG} at a time, so that a repaired mount heals while an old call never returns. Safe from any thread.
 */
final class LimitedThread implements AutoCloseable {
    static final int MAX_HUNG = 3;
    private static final Duration REPLACED_AFTER = Duration.ofSeconds(10);

    private final String name;
    private final Duration limit;
    private final Time time;
    private final Scheduler scheduler;
    // All below are guarded by this.
    private Lane lane;
    private int givenUp;
    private boolean closed;

    LimitedThread(String name, Duration limit, Time time, Scheduler scheduler) {
        this.name = name;
        this.limit = limit;
        this.time = time;
        this.scheduler = scheduler;
        this.lane = new Lane(name);
    }

    /** Fails with what the call threw, or with an {@link IOException} that says that it hangs. Completes on any thread. */
    <T> Future<T> call(Callable<T> body) {
        Promise<T> promise = Promise.promise();
        Lane taken;
        synchronized (this) {
            if (closed) {
                return Future.failedFuture(new IOException("the reader is closed"));
            }
            if (lane.hungSinceNanos.isPresent() && !replaceLane()) {
                return Future.failedFuture(new IOException("an earlier read still hangs"));
            }
            taken = lane;
            taken.executor.execute(() -> run(taken, body, promise));
        }
        Scheduler.Scheduled deadline = scheduler.after(limit, () -> exceeded(taken, promise));
        return promise.future().onComplete(ignored -> deadline.cancel());
    }

    @Override
    public synchronized void close() {
        closed = true;
        lane.executor.shutdownNow();
    }

    private <T> void run(Lane own, Callable<T> body, Promise<T> promise) {
        try {
            promise.tryComplete(body.call());
        } catch (Exception failure) { // Whatever it was, the caller of call() must learn it.
            promise.tryFail(failure);
        }
        returned(own);
    }

    private synchronized void returned(Lane own) {
        if (own == lane) {
            own.hungSinceNanos = OptionalLong.empty();
        } else {
            givenUp--;
        }
    }

    private <T> void exceeded(Lane own, Promise<T> promise) {
        synchronized (this) {
            if (own.hungSinceNanos.isEmpty() && !promise.future().isComplete()) {
                own.hungSinceNanos = OptionalLong.of(time.nanos());
            }
        }
        promise.tryFail(new IOException("reading took longer than " + limit.toMillis() + " ms"));
    }

    /** Called with the lock held. */
    private boolean replaceLane() {
        boolean due = time.since(lane.hungSinceNanos.orElseThrow()).compareTo(REPLACED_AFTER) >= 0;
        if (!due || givenUp == MAX_HUNG) {
            return false;
        }
        lane.executor.shutdownNow();
        givenUp++;
        lane = new Lane(name);
        return true;
    }

    private static final class Lane {
        private final ExecutorService executor;
        private OptionalLong hungSinceNanos = OptionalLong.empty();

        Lane(String name) {
            executor = Executors.newSingleThreadExecutor(body -> {
                Thread thread = new Thread(body, name);
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
