package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import io.vertx.core.Future;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Opens a consumer at its place, as often as it has to be opened. A named one joins the group of its name, whose
 * committed offsets are its position; a passer-by takes all partitions, and only this object knows how far it is. For one
 * context.
 */
final class Opening {
    private final Clients clients;
    private final String topic;
    private final Subscription subscription;
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private boolean placed;

    Opening(Clients clients, String topic, Subscription subscription) {
        this.clients = clients;
        this.topic = topic;
        this.subscription = subscription;
        this.placed = subscription.start() instanceof Start.WhereItLeftOff;
    }

    /** A client that may be polled. */
    Future<KafkaReadStream<byte[], byte[]>> open() {
        return clients.consumer(subscription.name())
                .compose(consumer -> place(consumer)
                        .map(consumer)
                        .recover(failure -> clients.close(consumer).transform(closed -> Future.failedFuture(failure))));
    }

    /** Stores that everything before {@code next} is handled. */
    Future<Void> handled(KafkaReadStream<byte[], byte[]> consumer, Map<TopicPartition, Long> next) {
        if (subscription.durable()) {
            return consumer.commit(Offsets.committable(next)).mapEmpty();
        }
        reached.putAll(next);
        return Future.succeededFuture();
    }

    private Future<Void> place(KafkaReadStream<byte[], byte[]> consumer) {
        if (subscription.durable()) {
            Future<Void> moved = placed ? Future.succeededFuture() : move(consumer);
            return moved.compose(there -> consumer.subscribe(Set.of(topic)));
        }
        return Offsets.partitions(consumer, topic)
                .compose(partitions ->
                        consumer.assign(partitions).compose(assigned -> begin(new Offsets(consumer, partitions))))
                .compose(offsets -> seek(consumer, offsets));
    }

    /** The group's position is set before it is joined: a group with members would refuse it. */
    private Future<Void> move(KafkaReadStream<byte[], byte[]> consumer) {
        return Offsets.partitions(consumer, topic)
                .compose(partitions -> consumer.assign(partitions)
                        .compose(assigned -> new Offsets(consumer, partitions).of(subscription.start())))
                .compose(offsets -> consumer.commit(Offsets.committable(offsets)))
                .compose(committed -> consumer.unsubscribe())
                .onSuccess(done -> placed = true);
    }

    private Future<Map<TopicPartition, Long>> begin(Offsets offsets) {
        return placed
                ? Future.succeededFuture(reached)
                : offsets.of(subscription.start()).onSuccess(found -> {
                    reached.putAll(found);
                    placed = true;
                });
    }

    static Future<Void> seek(KafkaReadStream<byte[], byte[]> consumer, Map<TopicPartition, Long> offsets) {
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
            all = all.compose(before -> consumer.seek(offset.getKey(), offset.getValue()));
        }
        return all;
    }
}
