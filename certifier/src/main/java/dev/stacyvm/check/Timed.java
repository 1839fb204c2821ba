package dev.stacyvm.check;

import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/** A reading and how long it took. */
record Timed<T>(T value, Duration took) {
    static <T> Future<Timed<T>> of(Time time, Supplier<Future<T>> reading) {
        long start = time.nanos();
        return reading.get().map(value -> new Timed<>(value, time.since(start)));
    }
}
