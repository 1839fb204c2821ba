package dev.stacyvm.time;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs a task once, later. A seam, so that hours of renewals and failures can be played in a test within a second. */
public interface Scheduler {
    /**
     * Runs {@code task} once after {@code delay}, on the thread that owns the caller's state: for {@link #of(Vertx)}
     * the context that called. A delay of less than a millisecond is a millisecond.
     */
    Scheduled after(Duration delay, Runnable task);

    /** A task that has been scheduled. */
    @FunctionalInterface
    interface Scheduled {
        /** Forgets the task if it has not begun. May be called at any time, also twice. */
        void cancel();
    }

    /** Timers of the event loop that schedules them. */
    static Scheduler of(Vertx vertx) {
        return (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), ignored -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }
}
