package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.BusFixture;
import dev.stacyvm.bus.EventBus;
import dev.stacyvm.event.EventDraft;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic on a real broker, written to as a plain producer with the CloudEvents SDK does. */
public final class KafkaFixture implements BusFixture {
    private final Vertx vertx = Vertx.vertx();
    private final KafkaSettings settings;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private KafkaBus bus;

    public KafkaFixture(KafkaSettings settings) {
        this.settings = settings;
        this.bus = Await.result(KafkaBus.open(vertx, settings));
        Properties all = settings.client();
        all.put("enable.idempotence", "true");
        all.put("max.request.size", Topics.MAX_RECORD_BYTES);
        this.producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public EventBus bus() {
        return bus;
    }

    public Vertx vertx() {
        return vertx;
    }

    @Override
    public void publish(List<EventDraft> drafts) {
        for (EventDraft draft : drafts) {
            long sequence = sequences.merge(draft.host().value(), 1L, Long::sum);
            send(draft.host().value(), draft.numbered(sequence));
        }
        flush();
    }

    /** Waits until the broker has all that was sent. */
    public void flush() {
        producer.flush();
        for (Future<RecordMetadata> done : sent) {
            try {
                done.get();
            } catch (InterruptedException | ExecutionException failure) {
                throw new AssertionError(failure);
            }
        }
        sent.clear();
    }

    /** Sends an event under a key, as binary-mode CloudEvents. */
    public void send(String key, CloudEvent event) {
        sent.add(producer.send(KafkaMessageFactory.createWriter(settings.topic(), key.getBytes(StandardCharsets.UTF_8))
                .writeBinary(event)));
    }

    /** Sends again, under another id, what was consumed, and waits until the broker has it. */
    public void repeat(String key, Arrival.Whole consumed, String id) {
        send(key, CloudEventBuilder.v1(consumed.event()).withId(id).build());
        flush();
    }

    @Override
    public void publishRaw(String host, byte[] body) {
        try {
            producer.send(new ProducerRecord<>(settings.topic(), host.getBytes(StandardCharsets.UTF_8), body))
                    .get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void restart() {
        Await.result(bus.close());
        bus = Await.result(KafkaBus.open(vertx, settings));
    }

    @Override
    public void close() {
        Await.result(bus.close());
        producer.close();
        Await.result(vertx.close());
    }
}
