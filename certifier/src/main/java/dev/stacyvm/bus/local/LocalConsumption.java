package dev.stacyvm.bus.local;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.BatchHandler;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.time.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one consumer: read a page, hand it over, store the position, and again; rest when there is nothing, and
 * pause after a failure. It is always in one step, so there is one batch in the air at most. All state belongs to its
 * context.
 */
final class LocalConsumption implements Consumption {
    private static final Logger LOG = LoggerFactory.getLogger(LocalConsumption.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Who consumes, what it does, and its right to the name. */
    record Of(Subscription subscription, BatchHandler handler, ConsumerName name) {}

    private final Context context;
    private final Scheduler scheduler;
    private final LocalLog log;
    private final Of consumer;
    private final Promise<Void> closed = Promise.promise();

    private long position;
    private long version;
    private int failures;
    private boolean closing;
    private boolean woken;
    private boolean resting;
    private Scheduler.Scheduled alarm = () -> {};

    LocalConsumption(Vertx vertx, LocalLog log, Of consumer, long position) {
        this.context = vertx.getOrCreateContext();
        this.scheduler = Scheduler.of(vertx);
        this.log = log;
        this.consumer = consumer;
        this.position = position;
    }

    void begin() {
        context.runOnContext(ignored -> read());
    }

    /** Says that there may be more. From any thread. */
    void wake() {
        context.runOnContext(ignored -> {
            woken = true;
            if (resting && failures == 0) {
                resume();
            }
        });
    }

    @Override
    public Future<Void> close() {
        context.runOnContext(ignored -> {
            closing = true;
            if (resting) {
                resume();
            }
        });
        return closed.future();
    }

    private void read() {
        if (closing) {
            end();
            return;
        }
        woken = false;
        log.page(position).onComplete(page -> {
            if (page.failed()) {
                pause(page.cause());
            } else {
                version = page.result().version();
                take(page.result().arrivals());
            }
        });
    }

    private void take(List<Arrival> batch) {
        if (batch.isEmpty() || closing) {
            rest();
            return;
        }
        long last = LocalLog.number(batch.get(batch.size() - 1).position());
        Future.succeededFuture(batch)
                .compose(consumer.handler()::handle)
                .compose(handled -> stored(last))
                .onComplete(done -> context.runOnContext(ignored -> {
                    if (done.failed()) {
                        pause(done.cause());
                    } else {
                        position = last;
                        failures = 0;
                        read();
                    }
                }));
    }

    private Future<Void> stored(long last) {
        Subscription subscription = consumer.subscription();
        return subscription.durable() ? log.store(subscription.name(), last) : Future.succeededFuture();
    }

    /** Nothing to read: looks again when told, or when another process has written. */
    private void rest() {
        if (closing || woken) {
            read();
            return;
        }
        restFor(
                POLL,
                () -> log.version().onComplete(seen -> {
                    if (seen.failed()) {
                        pause(seen.cause());
                    } else if (seen.result() != version) {
                        read();
                    } else {
                        rest();
                    }
                }));
    }

    private void pause(Throwable failure) {
        if (closing) {
            end();
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        if (failures++ == 0) {
            LOG.warn(
                    "events could not be processed and will be tried again consumer={} error={}",
                    consumer.subscription().name(),
                    failure.toString());
        }
        restFor(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, this::read);
    }

    private void restFor(Duration pause, Runnable then) {
        resting = true;
        alarm = scheduler.after(pause, () -> {
            resting = false;
            then.run();
        });
    }

    private void resume() {
        resting = false;
        alarm.cancel();
        read();
    }

    private void end() {
        log.ended(this);
        consumer.name().release().onComplete(closed);
    }
}
