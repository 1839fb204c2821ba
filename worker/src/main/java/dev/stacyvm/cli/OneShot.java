package dev.stacyvm.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;

/** Runs asynchronous work to its end, on an event loop made for it and closed after it. */
final class OneShot {
    private OneShot() {}

    /** Runs the work; its failure is thrown as an operator's sentence. */
    static int run(Function<Vertx, Future<Void>> work) {
        call(work);
        return 0;
    }

    /** As {@link #run(Function)}, for work that may last. */
    static int run(Function<Vertx, Future<Void>> work, Duration limit) {
        call(work, limit);
        return 0;
    }

    static <T> T call(Function<Vertx, Future<T>> work) {
        return call(work, Foreground.START_LIMIT);
    }

    static <T> T call(Function<Vertx, Future<T>> work, Duration limit) {
        Vertx vertx = Vertx.vertx(Foreground.options());
        try {
            return Foreground.await(Foreground.onLoop(vertx, () -> work.apply(vertx)), limit);
        } finally {
            Foreground.await(vertx.close());
        }
    }
}
