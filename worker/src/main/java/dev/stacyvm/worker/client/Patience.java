package dev.stacyvm.worker.client;

import dev.stacyvm.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** Waits for what is under way, however it ends, but not longer than this. */
public record Patience(Scheduler scheduler, Duration limit) {
    /** Succeeds when the work has ended or the limit is reached; the work itself goes on. */
    public Future<Void> await(Future<?> work) {
        Promise<Void> over = Promise.promise();
        Scheduler.Scheduled timer = scheduler.after(limit, over::tryComplete);
        work.onComplete(done -> {
            timer.cancel();
            over.tryComplete();
        });
        return over.future();
    }
}
