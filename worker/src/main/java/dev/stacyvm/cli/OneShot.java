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

    static <T> T call(Function<Vertx, Future<T>> work) {
        return call(Duration.ofMinutes(1), work);
    }

    static <T> T call(Duration limit, Function<Vertx, Future<T>> work) {
        Vertx vertx = Vertx.vertx(Foreground.options());
        try {
            return Foreground.await(Foreground.onLoop(vertx, () -> work.apply(vertx)), limit.toSeconds());
        } finally {
            Foreground.await(vertx.close());
        }
    }
}
