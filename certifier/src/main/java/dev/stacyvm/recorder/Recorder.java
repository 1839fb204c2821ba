package dev.stacyvm.recorder;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.DeadLetters;
import dev.stacyvm.bus.EventBus;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes certification events and writes their artifacts. A batch's files are on the disk, and its dead letters kept,
 * before the position moves: after a sudden death the batch comes again and changes nothing that is there already.
 *
 * <p>The position belongs to the artifact folder: a folder that is moved goes on where it was, a new one begins with the
 * oldest event.
 */
public final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long MAX_MINUTES = 2;
    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final WorkerExecutor thread;
    private final ArtifactFolder folder;
    private final Consumption consumption;
    private final Optional<Runnable> sweeping;

    private Recorder(
            WorkerExecutor thread, ArtifactFolder folder, Consumption consumption, Optional<Runnable> sweeping) {
        this.thread = thread;
        this.folder = folder;
        this.consumption = consumption;
        this.sweeping = sweeping;
    }

    /** Where a recorder takes its events from, and where it puts what it cannot process. */
    public record Source(EventBus bus, DeadLetters deadLetters) {}

    /**
     * Starts at the first event the folder's recorder has not handled.
     *
     * @return the recorder at work; fails with an {@link java.io.IOException} for an operator when the folder cannot be
     *     written or another recorder has it, and when the bus cannot be read
     */
    public static Future<Recorder> start(Vertx vertx, RecorderSettings settings, Source source) {
        return start(vertx, settings, source, new Start.WhereItLeftOff());
    }

    /** As {@link #start(Vertx, RecorderSettings, Source)}, from another point: a replay. */
    public static Future<Recorder> start(Vertx vertx, RecorderSettings settings, Source source, Start from) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor("stacyvm-recorder", 1, MAX_MINUTES, TimeUnit.MINUTES);
        return thread.executeBlocking(() -> ArtifactFolder.open(settings.artifacts(), settings.disk()), false)
                .compose(folder -> consume(vertx, thread, folder, new Order(settings, source, from)))
                .onFailure(failed -> thread.close());
    }

    /**
     * Ends it. The future is done when the batch in hand is on the disk, its position is stored, and the folder is free
     * for another recorder. May be called twice.
     */
    public Future<Void> stop() {
        sweeping.ifPresent(Runnable::run);
        return consumption.close().eventually(() -> release(thread, folder));
    }

    private record Order(RecorderSettings settings, Source source, Start from) {}

    /** Sweeps now and every hour; what it answers ends that. */
    private static Optional<Runnable> sweeping(
            Vertx vertx, WorkerExecutor thread, ArtifactFolder folder, RecorderSettings settings) {
        return settings.keep().map(age -> {
            sweep(thread, folder, settings, age);
            long timer = vertx.setPeriodic(SWEEP_INTERVAL.toMillis(), ignored -> sweep(thread, folder, settings, age));
            return () -> vertx.cancelTimer(timer);
        });
    }

    private static void sweep(WorkerExecutor thread, ArtifactFolder folder, RecorderSettings settings, Duration age) {
        ArtifactSweep sweep = new ArtifactSweep(folder.path(), settings.disk());
        thread.executeBlocking(() -> sweep.run(settings.time().now().minus(age)), false)
                .onSuccess(removed -> LOG.info("old artifacts removed count={}", removed))
                .onFailure(failed -> LOG.warn("old artifacts could not be removed error={}", failed.toString()));
    }

    private static Future<Recorder> consume(Vertx vertx, WorkerExecutor thread, ArtifactFolder folder, Order order) {
        String name = "recorder/" + folder.id();
        Clerk clerk = new Clerk(name, folder, order.settings());
        DeadLetters deadLetters = order.source().deadLetters();
        return order.source()
                .bus()
                .consume(
                        new Subscription(name, order.from()),
                        batch -> record(thread, clerk, batch)
                                .compose(deadLetters::add)
                                .onSuccess(refused -> refused.forEach(Recorder::tell))
                                .mapEmpty())
                .map(consumption ->
                        new Recorder(thread, folder, consumption, sweeping(vertx, thread, folder, order.settings())))
                .recover(failed -> unlock(thread, folder).transform(done -> Future.failedFuture(failed)));
    }

    private static Future<List<DeadLetter>> record(WorkerExecutor thread, Clerk clerk, List<Arrival> batch) {
        return thread.executeBlocking(() -> clerk.record(batch), false);
    }

    private static Future<Void> release(WorkerExecutor thread, ArtifactFolder folder) {
        return unlock(thread, folder).eventually(thread::close);
    }

    private static Future<Void> unlock(WorkerExecutor thread, ArtifactFolder folder) {
        return thread.executeBlocking(
                () -> {
                    folder.close();
                    return null;
                },
                false);
    }

    private static void tell(DeadLetter letter) {
        LOG.warn(
                "an event was not recorded position={} event_id={} error={}",
                letter.position(),
                letter.eventId(),
                letter.reason());
    }
}
