package dev.stacyvm.app;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Roles that run together: started one after the other, stopped in the reverse order. When one cannot start, those
 * before it are stopped. Used on one event loop.
 */
final class Roles implements Role {
    private final Deque<Role> started = new ArrayDeque<>();
    private Future<Void> starting = Future.succeededFuture();

    /** Starts this one when those before it run. */
    Roles then(Supplier<Future<? extends Role>> start) {
        starting =
                starting.compose(before -> start.get()).onSuccess(started::push).mapEmpty();
        return this;
    }

    /** Done when all run; fails as the one that could not start did, with the others stopped. */
    Future<Role> started() {
        return starting.<Role>map(this).recover(failure -> stop().transform(end -> Future.failedFuture(failure)));
    }

    @Override
    public Future<Void> stop() {
        Future<Void> stopping = Future.succeededFuture();
        while (!started.isEmpty()) {
            Role next = started.pop();
            stopping = stopping.eventually(next::stop);
        }
        return stopping;
    }
}
