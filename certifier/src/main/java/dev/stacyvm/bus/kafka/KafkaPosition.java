package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record lies: {@code <partition>-<offset>-<milliseconds>}. The time says where to begin in the other partitions,
 * for there is no order between partitions but time.
 */
record KafkaPosition(int partition, long offset, long millis) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})-(-?[0-9]{1,18})");

    static KafkaPosition of(ConsumerRecord<byte[], byte[]> record) {
        return new KafkaPosition(record.partition(), record.offset(), record.timestamp());
    }

    /** Reads {@code position}; throws {@link IllegalArgumentException} when it is none of a Kafka topic. */
    static KafkaPosition parse(Position position) {
        Matcher parts = FORM.matcher(position.value());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "the position is not one of a Kafka topic: it must be <partition>-<offset>-<milliseconds>");
        }
        return new KafkaPosition(
                Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    Position position() {
        return new Position(partition + "-" + offset + "-" + millis);
    }
}
