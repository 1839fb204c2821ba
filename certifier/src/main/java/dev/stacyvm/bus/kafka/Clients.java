package dev.stacyvm.bus.kafka;

import dev.stacyvm.event.SafeName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes and closes the clients of one cluster. Kafka logs in while a client is made and waits for brokers while one is
 * closed, so both happen on a thread of their own, and neither waits for long.
 */
final class Clients {
    /** The most a poll may bring, whatever lies in the topic. */
    private static final int MAX_FETCH_BYTES = 4 * 1024 * 1024;

    private static final int MAX_RECORDS = 500;
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;
    private static final Duration CLOSE = Duration.ofMillis(1500);

    private final Vertx vertx;
    private final KafkaSettings settings;
    private final WorkerExecutor thread;

    Clients(Vertx vertx, KafkaSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.thread = vertx.createSharedWorkerExecutor("stacyvm-kafka", 2);
    }

    /**
     * A consumer that never commits by itself.
     *
     * @param group empty for one without a group
     */
    Future<KafkaReadStream<byte[], byte[]>> consumer(String group) {
        Properties all = settings.client();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
        all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_FETCH_BYTES / 4);
        // The least a broker allows by default: a consumer that died has left this much later.
        all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        if (!group.isEmpty()) {
            all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            // A name is one consumer's: whoever comes back under it takes the place of the one that died, at once.
            all.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, SafeName.of(group));
        }
        return thread.executeBlocking(
                () -> KafkaReadStream.create(vertx, all, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                false);
    }

    /** A producer whose sends succeed once all replicas in sync have the record, in order and each once. */
    Future<KafkaWriteStream<byte[], byte[]>> producer() {
        Properties all = settings.client();
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
        return thread.executeBlocking(
                () -> KafkaWriteStream.<byte[], byte[]>create(
                                vertx, all, new ByteArraySerializer(), new ByteArraySerializer())
                        .exceptionHandler(told -> {}),
                false);
    }

    Future<KafkaAdminClient> admin() {
        Properties all = settings.client();
        return thread.executeBlocking(() -> KafkaAdminClient.create(vertx, all), false);
    }

    /** Ends a consumer that is doing nothing. It leaves its group, so that another takes its place at once. */
    Future<Void> close(KafkaReadStream<byte[], byte[]> consumer) {
        return quietly(() -> consumer.unwrap()
                        .close(CloseOptions.timeout(CLOSE)
                                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)))
                .eventually(consumer::close)
                .otherwiseEmpty();
    }

    /** Ends a producer within {@code limit}; what it has not sent by then fails. */
    Future<Void> close(KafkaWriteStream<byte[], byte[]> producer, Duration limit) {
        return quietly(() -> producer.unwrap().close(limit));
    }

    Future<Void> close(KafkaAdminClient admin) {
        return admin.close(CLOSE.toMillis()).otherwiseEmpty();
    }

    /** Ends an admin client whose requests are still in the air; they fail. */
    Future<Void> abort(KafkaAdminClient admin) {
        return admin.close(1).otherwiseEmpty();
    }

    void close() {
        thread.close();
    }

    private Future<Void> quietly(Runnable close) {
        return thread.<Void>executeBlocking(
                        () -> {
                            close.run();
                            return null;
                        },
                        false)
                .otherwiseEmpty();
    }

    /** For an error message: what failed where. */
    String unreachable(Throwable failure) {
        return "Kafka at " + settings.servers() + " cannot be used: " + Failures.clause(failure);
    }
}
