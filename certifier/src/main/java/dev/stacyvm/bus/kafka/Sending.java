package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.wire.Printable;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.vertx.core.Future;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends batches, and makes a new producer after one that failed. What no broker will ever take is answered as a dead
 * letter, so that it stops nobody behind it. For one context.
 */
final class Sending {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration ORDERLY = Duration.ofSeconds(1);
    private static final int SHOWN = 128;

    private final Clients clients;
    private final String topic;
    private Optional<KafkaWriteStream<byte[], byte[]>> producer = Optional.empty();
    private boolean broken;

    Sending(Clients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /**
     * Sends the events, each under its host's key.
     *
     * @param consumer whose dead letters they would be
     * @return what cannot be sent, once all else is acknowledged by every replica in sync; fails when anything is to be
     *     sent again
     */
    Future<List<DeadLetter>> send(String consumer, List<Arrival> batch) {
        return ready().compose(stream -> stream.partitionsFor(topic).compose(known -> sendAll(stream, consumer, batch)))
                .onFailure(failure -> broken = true);
    }

    /** Ends it; what is in the air fails unless it is done within a second. */
    Future<Void> close(boolean orderly) {
        Future<Void> end = producer.map(stream -> clients.close(stream, orderly ? ORDERLY : AT_ONCE))
                .orElse(Future.succeededFuture());
        producer = Optional.empty();
        return end;
    }

    private Future<KafkaWriteStream<byte[], byte[]>> ready() {
        if (producer.isPresent() && !broken) {
            return Future.succeededFuture(producer.get());
        }
        return close(false).compose(closed -> clients.producer()).onSuccess(made -> {
            producer = Optional.of(made);
            broken = false;
        });
    }

    private Future<List<DeadLetter>> sendAll(
            KafkaWriteStream<byte[], byte[]> stream, String consumer, List<Arrival> batch) {
        List<Future<Optional<DeadLetter>>> sends = new ArrayList<>(batch.size());
        for (Arrival arrival : batch) {
            sends.add(sendOne(stream, consumer, arrival));
        }
        return Future.join(sends)
                .map(all ->
                        sends.stream().flatMap(send -> send.result().stream()).toList());
    }

    private Future<Optional<DeadLetter>> sendOne(
            KafkaWriteStream<byte[], byte[]> stream, String consumer, Arrival arrival) {
        if (arrival instanceof Arrival.Unreadable unreadable) {
            return Future.succeededFuture(Optional.of(
                    new DeadLetter(consumer, unreadable.position(), "", unreadable.reason(), unreadable.beginning())));
        }
        CloudEvent event = ((Arrival.Whole) arrival).event();
        return stream.send(record(topic, event))
                .map(Optional.<DeadLetter>empty())
                .recover(failure -> Failures.isForTheRecord(failure)
                        ? Future.succeededFuture(Optional.of(refused(consumer, arrival, event, failure)))
                        : Future.failedFuture(failure));
    }

    static ProducerRecord<byte[], byte[]> record(String topic, CloudEvent event) {
        String key = HostKey.fromSource(event.getSource()).map(HostKey::value).orElse("");
        return KafkaMessageFactory.createWriter(topic, key.getBytes(StandardCharsets.UTF_8))
                .writeBinary(event);
    }

    private static DeadLetter refused(String consumer, Arrival arrival, CloudEvent event, Throwable failure) {
        String id = Printable.of(event.getId(), SHOWN);
        String source = Printable.of(event.getSource() + "", SHOWN);
        String reason = "Kafka does not take it: " + Failures.clause(failure);
        return new DeadLetter(consumer, arrival.position(), id, reason, "source " + source);
    }
}
