package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.BatchHandler;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Scheduler;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one consumer: poll, hand over, commit, poll. It is always in one step, so there is one batch in the air at
 * most, and the client is never asked to close while it polls. A batch that was not handled is polled again; after any
 * failure of the client a new one is made, for some it does not survive. All state belongs to its context.
 */
final class KafkaConsumption implements Consumption {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConsumption.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Who consumes: for the log, how its client is opened, and what it does. */
    record Of(String name, Opening opening, BatchHandler handler) {}

    private final Context context;
    private final Scheduler scheduler;
    private final Clients clients;
    private final Of consumer;
    private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 0, new SecureRandom());
    private final Promise<Void> closed = Promise.promise();

    private Optional<KafkaReadStream<byte[], byte[]>> client;
    private boolean failing;
    private boolean closing;
    private boolean resting;
    private Scheduler.Scheduled alarm = () -> {};

    KafkaConsumption(Vertx vertx, Clients clients, Of consumer, KafkaReadStream<byte[], byte[]> client) {
        this.context = vertx.getOrCreateContext();
        this.scheduler = Scheduler.of(vertx);
        this.clients = clients;
        this.consumer = consumer;
        this.client = Optional.of(client);
    }

    void begin() {
        context.runOnContext(ignored -> step());
    }

    @Override
    public Future<Void> close() {
        context.runOnContext(ignored -> {
            closing = true;
            if (resting) {
                resting = false;
                alarm.cancel();
                step();
            }
        });
        return closed.future();
    }

    private void step() {
        if (closing) {
            Future<Void> end = client.map(clients::close).orElse(Future.succeededFuture());
            client = Optional.empty();
            end.onComplete(closed::handle);
        } else if (client.isPresent()) {
            poll(client.get());
        } else {
            consumer.opening().open().onComplete(here(this::opened));
        }
    }

    private void opened(AsyncResult<KafkaReadStream<byte[], byte[]>> opened) {
        if (opened.failed()) {
            pause(opened.cause());
        } else {
            client = Optional.of(opened.result());
            step();
        }
    }

    private void poll(KafkaReadStream<byte[], byte[]> stream) {
        stream.poll(POLL).onComplete(here(polled -> {
            if (polled.failed()) {
                replace(stream, polled.cause());
            } else if (polled.result().isEmpty() || closing) {
                step();
            } else {
                take(stream, polled.result());
            }
        }));
    }

    private void take(KafkaReadStream<byte[], byte[]> stream, ConsumerRecords<byte[], byte[]> records) {
        List<Arrival> batch = new ArrayList<>(records.count());
        Map<TopicPartition, Long> first = new HashMap<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            first.putIfAbsent(partition, record.offset());
            next.put(partition, record.offset() + 1);
            batch.add(RecordReader.read(record));
        }
        Future.succeededFuture(batch).compose(consumer.handler()::handle).onComplete(here(handled -> {
            if (handled.failed()) {
                Opening.seek(stream, first).onComplete(here(back -> pause(handled.cause())));
            } else {
                commit(stream, next);
            }
        }));
    }

    private void commit(KafkaReadStream<byte[], byte[]> stream, Map<TopicPartition, Long> next) {
        consumer.opening().handled(stream, next).onComplete(here(stored -> {
            if (stored.failed()) {
                replace(stream, stored.cause());
            } else {
                recovered();
                step();
            }
        }));
    }

    private void replace(KafkaReadStream<byte[], byte[]> stream, Throwable failure) {
        client = Optional.empty();
        clients.close(stream).onComplete(here(ended -> pause(failure)));
    }

    private void pause(Throwable failure) {
        if (!failing && !closing) {
            failing = true;
            LOG.warn(
                    "events could not be processed and will be tried again consumer={} error={}",
                    consumer.name(),
                    Failures.clause(failure));
        }
        if (closing) {
            step();
            return;
        }
        resting = true;
        alarm = scheduler.after(pauses.next(), () -> {
            resting = false;
            step();
        });
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("events are processed again consumer={}", consumer.name());
        }
        pauses.reset();
    }

    /** Whatever thread a client answers on, the next step is taken on ours. */
    private <T> Handler<AsyncResult<T>> here(Handler<AsyncResult<T>> next) {
        return result -> context.runOnContext(ignored -> next.handle(result));
    }
}
