package dev.stacyvm.token;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A named daemon thread for calls that may hang, as those of a dead network mount do. A call that exceeds the limit fails;
 * while it still hangs, later calls fail at once. A thread that has hung for ten seconds is given up and replaced, at
 * most {@value #MAX_HUNG} at a time, so that a repaired mount heals while an old call never returns. One task may be
 * repeated on it; that wakes no other thread, and the task moves to the thread that replaces a hung one. Safe from any thread.
 */
final class LimitedThread implements AutoCloseable {
    static final int MAX_HUNG = 3;
    private static final Duration REPLACED_AFTER = Duration.ofSeconds(10);

    /** The clock that the scheduler's timers run on, so that they agree on what has gone by. */
    private static final Time TIMERS = Time.system();

    private final String name;
    private final Duration limit;
    private final Time time;
    private final Scheduler scheduler;
    // All below are guarded by this.
    private final Deque<Call> waiting = new ArrayDeque<>();
    private Optional<Repeated> repeated = Optional.empty();
    private Lane lane;
    private int givenUp;
    private boolean watched;
    private boolean closed;

    /** One that has not ended yet. */
    private record Call(Lane lane, Promise<?> promise, long sinceNanos) {}

    private record Repeated(Duration interval, Runnable task) {}

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
        synchronized (this) {
            if (closed) {
                return Future.failedFuture(new IOException("the reader is closed"));
            }
            if (lane.hungSinceNanos.isPresent() && !replaceLane()) {
                return Future.failedFuture(new IOException("an earlier read still hangs"));
            }
            Call made = new Call(lane, promise, TIMERS.nanos());
            waiting.add(made);
            lane.executor.execute(() -> run(made, body, promise));
            if (!watched) {
                watched = true;
                scheduler.after(limit, this::watch);
            }
        }
        return promise.future();
    }

    /** Repeats this task from now on, and none that was repeated before. It must not throw. */
    synchronized void every(Duration interval, Runnable task) {
        if (!closed) {
            repeated = Optional.of(new Repeated(interval, task));
            repeatOn(lane);
        }
    }

    synchronized void repeatNothing() {
        repeated = Optional.empty();
        repeatOn(lane);
    }

    /** It may hang as a call does, and its end counts as that of one. Called with the lock held. */
    private void repeatOn(Lane used) {
        used.repeat(repeated.map(asked -> new Repeated(asked.interval(), () -> {
            asked.task().run();
            ended(used);
        })));
    }

    @Override
    public synchronized void close() {
        closed = true;
        lane.executor.shutdownNow();
    }

    private <T> void run(Call own, Callable<T> body, Promise<T> promise) {
        try {
            T value = body.call();
            returned(own);
            promise.tryComplete(value);
        } catch (Exception failure) { // Whatever it was, the caller of call() must learn it.
            returned(own);
            promise.tryFail(failure);
        }
    }

    private synchronized void returned(Call own) {
        waiting.remove(own);
        ended(own.lane());
    }

    /** What ran there has come back. */
    private synchronized void ended(Lane used) {
        if (used == lane) {
            lane.hungSinceNanos = OptionalLong.empty();
        } else {
            givenUp--;
        }
    }

    /** One timer for all calls that are on their way: most end long before it, and a timer for each would cost more than they. */
    private void watch() {
        List<Call> late = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && left(waiting.element()).isZero()) {
                late.add(waiting.remove());
            }
            if (late.stream().anyMatch(call -> call.lane() == lane) && lane.hungSinceNanos.isEmpty()) {
                lane.hungSinceNanos = OptionalLong.of(time.nanos());
                scheduler.after(REPLACED_AFTER, this::replaceHung);
            }
            watched = !waiting.isEmpty();
            if (watched) {
                scheduler.after(left(waiting.element()), this::watch);
            }
        }
        late.forEach(call ->
                call.promise().tryFail(new IOException("reading took longer than " + limit.toMillis() + " ms")));
    }

    private Duration left(Call call) {
        Duration left = limit.minus(TIMERS.since(call.sinceNanos()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Also when nobody calls, for what is repeated. */
    private synchronized void replaceHung() {
        if (!closed && lane.hungSinceNanos.isPresent() && !replaceLane()) {
            scheduler.after(REPLACED_AFTER, this::replaceHung);
        }
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
        repeatOn(lane);
        return true;
    }

    private static final class Lane {
        private final ScheduledThreadPoolExecutor executor;
        private Optional<ScheduledFuture<?>> repeating = Optional.empty();
        private OptionalLong hungSinceNanos = OptionalLong.empty();

        Lane(String name) {
            executor = new ScheduledThreadPoolExecutor(1, body -> {
                Thread thread = new Thread(body, name);
                thread.setDaemon(true);
                return thread;
            });
        }

        void repeat(Optional<Repeated> repeated) {
            repeating.ifPresent(before -> before.cancel(false));
            repeating = repeated.map(next -> executor.scheduleWithFixedDelay(
                    next.task(), next.interval().toNanos(), next.interval().toNanos(), TimeUnit.NANOSECONDS));
        }
    }
}
