package dev.stacyvm.bus;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that keeps what it was given, and fails as often as it was told. */
public final class Collector implements BatchHandler {
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();

    @Override
    public Future<Void> handle(List<Arrival> batch) {
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return Future.failedFuture("told to fail");
        }
        arrivals.addAll(batch);
        return Future.succeededFuture();
    }

    public Collector failing(int times) {
        failuresLeft.set(times);
        return this;
    }

    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** The ids of the events among the arrivals. */
    public List<String> ids() {
        return arrivals.stream()
                .filter(Arrival.Whole.class::isInstance)
                .map(arrival -> ((Arrival.Whole) arrival).event().getId())
                .toList();
    }

    public Collector awaitCount(int count) {
        Await.until(count + " arrivals, have " + arrivals.size(), () -> arrivals.size() >= count);
        return this;
    }
}
