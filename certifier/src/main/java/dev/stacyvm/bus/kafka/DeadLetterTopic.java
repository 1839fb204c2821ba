package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.DeadLetters;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Keeps dead letters on the cluster, in {@code <topic>.dead-letters}: a JSON object with the reason, which is also in the
 * header {@code stacyvm_reason}. The key is the consumer and the position, and the topic is compacted, so that a letter
 * that is added twice is kept once in the end.
 */
public final class DeadLetterTopic implements DeadLetters {
    static final String ENDING = ".dead-letters";
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Clients clients;
    private final String topic;
    private final KafkaWriteStream<byte[], byte[]> producer;

    private DeadLetterTopic(Clients clients, String topic, KafkaWriteStream<byte[], byte[]> producer) {
        this.clients = clients;
        this.topic = topic;
        this.producer = producer;
    }

    /** Connects, and makes the topic when it is missing; fails as {@link KafkaBus#open} does. */
    public static Future<DeadLetterTopic> open(Vertx vertx, KafkaSettings settings) {
        Clients clients = new Clients(vertx, settings);
        String topic = settings.topic() + ENDING;
        return clients.admin()
                .compose(admin ->
                        Topics.ensure(admin, topic, Topics.forDeadLetters()).eventually(() -> clients.close(admin)))
                .compose(cluster -> clients.producer())
                .map(producer -> new DeadLetterTopic(clients, topic, producer))
                .onFailure(failed -> clients.close());
    }

    /** Answers all of them: what was added before is not known here. */
    @Override
    public Future<List<DeadLetter>> add(List<DeadLetter> letters) {
        return Future.join(letters.stream()
                        .map(letter -> producer.send(record(topic, letter)))
                        .toList())
                .map(letters);
    }

    public Future<Void> close() {
        return clients.close(producer, CLOSE).onComplete(done -> clients.close());
    }

    static ProducerRecord<byte[], byte[]> record(String topic, DeadLetter letter) {
        byte[] key = bytes(letter.consumer() + "@" + letter.position());
        byte[] value = Json.write(Json.object()
                .put("consumer", letter.consumer())
                .put("position", letter.position().value())
                .put("event_id", letter.eventId())
                .put("reason", letter.reason())
                .put("beginning", letter.beginning()));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        Headers headers = record.headers();
        headers.add("content-type", bytes("application/json"));
        headers.add("stacyvm_reason", bytes(letter.reason()));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
