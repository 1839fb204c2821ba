package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Start;
import io.vertx.core.Future;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds where in each partition a consumer begins. */
final class Offsets {
    private final KafkaReadStream<byte[], byte[]> consumer;
    private final Set<TopicPartition> partitions;

    Offsets(KafkaReadStream<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** All partitions of a topic; fails when there is no such topic. */
    static Future<Set<TopicPartition>> partitions(KafkaReadStream<byte[], byte[]> consumer, String topic) {
        // The client's thread is started by an assignment, so an empty one comes first.
        return consumer.assign(Set.of())
                .compose(ready -> consumer.partitionsFor(topic))
                .compose(found -> found == null || found.isEmpty()
                        ? Future.failedFuture(new UnknownTopicOrPartitionException("there is no topic " + topic))
                        : Future.succeededFuture(found.stream()
                                .map(info -> new TopicPartition(topic, info.partition()))
                                .collect(Collectors.toSet())));
    }

    /** The offset of the first record of {@code start} in each partition. */
    Future<Map<TopicPartition, Long>> of(Start start) {
        if (start instanceof Start.End) {
            return consumer.endOffsets(partitions);
        }
        if (start instanceof Start.Since since) {
            return since(since.time());
        }
        if (start instanceof Start.After after) {
            KafkaPosition position = KafkaPosition.parse(after.position());
            return since(Instant.ofEpochMilli(position.millis())).map(offsets -> behind(position, offsets));
        }
        return consumer.beginningOffsets(partitions);
    }

    /** The form in which offsets are committed. */
    static Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
    }

    private Future<Map<TopicPartition, Long>> since(Instant time) {
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(Function.identity(), any -> time.toEpochMilli()));
        return consumer.endOffsets(partitions)
                .compose(ends -> consumer.offsetsForTimes(times).map(found -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>(ends);
                    found.forEach((partition, at) -> {
                        if (at != null) {
                            offsets.put(partition, at.offset());
                        }
                    });
                    return offsets;
                }));
    }

    private static Map<TopicPartition, Long> behind(KafkaPosition position, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> moved = new HashMap<>(offsets);
        moved.replaceAll((partition, offset) ->
                partition.partition() == position.partition() ? Long.valueOf(position.offset() + 1) : offset);
        return moved;
    }
}
