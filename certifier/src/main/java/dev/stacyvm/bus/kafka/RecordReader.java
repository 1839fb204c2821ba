package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.EventFormat;
import dev.stacyvm.event.InvalidEvent;
import dev.stacyvm.wire.Printable;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads records as events. Anyone with the right to write may have written them, and anything. */
final class RecordReader {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final byte[] NOTHING = {};

    private RecordReader() {}

    static Arrival read(ConsumerRecord<byte[], byte[]> record) {
        Position position = KafkaPosition.of(record).position();
        byte[] value = record.value() == null ? NOTHING : record.value();
        if (value.length > EventFormat.MAX_BYTES) {
            return unreadable(position, "it is " + value.length + " bytes long", value);
        }
        boolean structured =
                text(record, "content-type").toLowerCase(Locale.ROOT).startsWith(STRUCTURED);
        return structured ? structured(record, position, value) : binary(record, position, value);
    }

    private static Arrival structured(ConsumerRecord<byte[], byte[]> record, Position position, byte[] value) {
        try {
            return new Arrival.Whole(position, EventFormat.read(value), key(record));
        } catch (InvalidEvent invalid) {
            return unreadable(position, invalid.getMessage(), value);
        }
    }

    /** The library's reader throws many unchecked types at hostile headers; each means the same. */
    private static Arrival binary(ConsumerRecord<byte[], byte[]> record, Position position, byte[] value) {
        if (!SpecVersion.V1.toString().equals(text(record, "ce_specversion"))) {
            return unreadable(position, "it is not a CloudEvent 1.0", value);
        }
        try {
            CloudEvent event =
                    KafkaMessageFactory.createReader(record.headers(), value).toEvent();
            return new Arrival.Whole(position, event, key(record));
        } catch (RuntimeException invalid) {
            return unreadable(position, "its headers are not those of a CloudEvent", value);
        }
    }

    private static Optional<String> key(ConsumerRecord<byte[], byte[]> record) {
        return Optional.of(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Arrival unreadable(Position position, String reason, byte[] value) {
        int kept = Math.min(value.length, Arrival.MAX_BEGINNING);
        String text = new String(value, 0, kept, StandardCharsets.UTF_8);
        return new Arrival.Unreadable(position, reason, Printable.of(text, Arrival.MAX_BEGINNING));
    }
}
