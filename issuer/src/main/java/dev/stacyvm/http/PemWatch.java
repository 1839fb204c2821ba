package dev.stacyvm.http;

import dev.stacyvm.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads PEM files every second and hands on what has changed, whole and checked. What is bad is told once and changes
 * nothing. One read is in flight at a time, so a hung mount costs one thread.
 */
final class PemWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PemWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final PemFiles files;
    private final Scheduler scheduler;
    private final WorkerExecutor reader;
    private Optional<PemMaterial> used = Optional.empty();
    private String told = "";
    private volatile boolean stopped;

    PemWatch(Vertx vertx, PemFiles files, Scheduler scheduler) {
        this.vertx = vertx;
        this.files = files;
        this.scheduler = scheduler;
        this.reader = vertx.createSharedWorkerExecutor("stacyvm-tls", 2);
    }

    /** What the files hold now; fails with one clause naming the file that cannot be used. */
    Future<PemMaterial> read() {
        return reader.executeBlocking(() -> files.read(vertx), false);
    }

    /**
     * Goes on for ever: {@code use} is called with what differs from {@code first}, and from then on with what differs
     * from what it took last.
     */
    void follow(Optional<PemMaterial> first, Function<PemMaterial, Future<?>> use) {
        used = first;
        scheduler.after(INTERVAL, () -> look(use));
    }

    void stop() {
        stopped = true;
        reader.close();
    }

    private void look(Function<PemMaterial, Future<?>> use) {
        if (stopped) {
            return;
        }
        read().compose(found -> isUsed(found) ? Future.succeededFuture() : change(found, use))
                .onSuccess(good -> told = "")
                .onFailure(this::tell)
                .onComplete(done -> scheduler.after(INTERVAL, () -> look(use)));
    }

    private boolean isUsed(PemMaterial found) {
        return used.isPresent() && used.get().equals(found);
    }

    private Future<?> change(PemMaterial found, Function<PemMaterial, Future<?>> use) {
        return use.apply(found).onSuccess(taken -> {
            used = Optional.of(found);
            LOG.info("certificates read again file={}", files.name());
        });
    }

    private void tell(Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        if (!stopped && !why.equals(told)) {
            told = why;
            LOG.error("certificates not taken, what was read before stays in use error={}", why);
        }
    }
}
