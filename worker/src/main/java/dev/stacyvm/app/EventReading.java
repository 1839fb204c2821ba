package dev.stacyvm.app;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.BatchHandler;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.EventBus;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.bus.kafka.KafkaBus;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows events of the log or of a cluster, without leaving a trace there. What there is comes first, then, when asked,
 * what is published meanwhile. Nothing says where a topic ends, so it counts as read once nothing more has come for a
 * while. State belongs to one context; events are shown on a thread of their own, never faster than they are taken.
 */
public final class EventReading implements Role {
    private static final Duration QUIET_LOG = Duration.ofMillis(500);
    private static final Duration QUIET_CLUSTER = Duration.ofSeconds(2);

    /**
     * What to show.
     *
     * @param newest show only so many of those that are there already; empty shows all
     */
    public record Wish(Start from, Optional<Integer> newest) {}

    private final Wish wish;
    private final Duration quiet;
    private final Scheduler scheduler;
    private final WorkerExecutor thread;
    private final Consumer<Arrival> shown;
    private final Runnable release;
    private final Deque<Arrival> held = new ArrayDeque<>();
    private final Promise<Void> caughtUp = Promise.promise();
    private Scheduler.Scheduled alarm = () -> {};
    private Future<Consumption> consumption = Future.failedFuture("not begun");

    /** Where events come from, and what ends that. */
    private record Source(EventBus bus, Duration quiet, Runnable end) {}

    private EventReading(Vertx vertx, Source source, Wish wish, Consumer<Arrival> shown) {
        this.wish = wish;
        this.quiet = source.quiet();
        this.scheduler = Scheduler.of(vertx);
        this.thread = vertx.createSharedWorkerExecutor("stacyvm-events-show", 1);
        this.shown = shown;
        this.release = source.end();
    }

    /** Begins to show events; fails with one sentence when they cannot be read. */
    public static Future<EventReading> start(
            Vertx vertx, Path state, Optional<KafkaAccess> kafka, Wish wish, Consumer<Arrival> shown) {
        return source(vertx, state, kafka).compose(source -> {
            EventReading reading = new EventReading(vertx, source, wish, shown);
            reading.consumption = source.bus().consume(Subscription.passing(wish.from()), reading.handler());
            return reading.consumption
                    .<EventReading>map(begun -> {
                        reading.rest();
                        return reading;
                    })
                    .recover(failure -> reading.stop().transform(ended -> Future.failedFuture(failure)));
        });
    }

    private static Future<Source> source(Vertx vertx, Path state, Optional<KafkaAccess> kafka) {
        if (kafka.isEmpty()) {
            return LocalLog.open(vertx, LogSettings.of(state)).map(log -> new Source(log, QUIET_LOG, log::close));
        }
        KafkaAccess.Opened access = kafka.get().open(vertx);
        return KafkaBus.open(vertx, access.settings())
                .map(bus -> new Source(
                        bus,
                        QUIET_CLUSTER,
                        () -> bus.close().onComplete(done -> access.end().run())))
                .onFailure(failed -> access.end().run());
    }

    /** Done when what was there at the start has been shown. */
    public Future<Void> caughtUp() {
        return caughtUp.future();
    }

    @Override
    public Future<Void> stop() {
        alarm.cancel();
        return consumption
                .compose(Consumption::close)
                .otherwiseEmpty()
                .onComplete(done -> release.run())
                .eventually(thread::close);
    }

    private BatchHandler handler() {
        return batch -> {
            if (caughtUp.future().isComplete() || wish.newest().isEmpty()) {
                return show(batch).onSuccess(done -> rest());
            }
            hold(batch, wish.newest().get());
            rest();
            return Future.succeededFuture();
        };
    }

    private void hold(List<Arrival> batch, int most) {
        held.addAll(batch);
        while (held.size() > most) {
            held.removeFirst();
        }
    }

    private void rest() {
        alarm.cancel();
        if (!caughtUp.future().isComplete()) {
            alarm = scheduler.after(quiet, this::catchUp);
        }
    }

    private void catchUp() {
        List<Arrival> last = List.copyOf(held);
        held.clear();
        show(last).onComplete(done -> caughtUp.tryComplete());
    }

    private Future<Void> show(List<Arrival> batch) {
        return thread.executeBlocking(
                () -> {
                    batch.forEach(shown);
                    return null;
                },
                false);
    }
}
