package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.BatchHandler;
import dev.stacyvm.bus.Consumption;
import dev.stacyvm.bus.EventBus;
import dev.stacyvm.bus.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A topic on a Kafka cluster. A name is a consumer group of one: a second consumer of the same name takes the place of
 * the first, wherever that runs. Safe to call from any thread; nothing here blocks.
 */
public final class KafkaBus implements EventBus {
    private final Vertx vertx;
    private final KafkaSettings settings;
    private final Clients clients;
    private final Set<KafkaConsumption> consumptions = ConcurrentHashMap.newKeySet();

    private KafkaBus(Vertx vertx, KafkaSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.clients = new Clients(vertx, settings);
    }

    /**
     * Connects, and makes the topic when it is missing.
     *
     * @return the bus; fails with an {@link IOException} for an operator when no broker answers within about 10 s or the
     *     topic cannot be made
     */
    public static Future<KafkaBus> open(Vertx vertx, KafkaSettings settings) {
        KafkaBus bus = new KafkaBus(vertx, settings);
        return bus.ensure(settings.topic(), Topics.forEvents())
                .map(bus)
                .recover(failure -> bus.close().transform(closed -> Future.failedFuture(failure)));
    }

    @Override
    public Future<Consumption> consume(Subscription subscription, BatchHandler handler) {
        Opening opening = new Opening(clients, settings.topic(), subscription);
        KafkaConsumption.Of consumer = new KafkaConsumption.Of(subscription.name(), opening, handler);
        return opening.open()
                .recover(failure -> Future.failedFuture(failed(failure)))
                .map(client -> {
                    KafkaConsumption consumption = new KafkaConsumption(vertx, clients, consumer, client);
                    consumptions.add(consumption);
                    consumption.begin();
                    return consumption;
                });
    }

    /** Ends all consumptions and the connections. */
    public Future<Void> close() {
        return Future.join(consumptions.stream().map(KafkaConsumption::close).toList())
                .<Void>mapEmpty()
                .onComplete(ended -> clients.close());
    }

    private Future<String> ensure(String topic, Map<String, String> wanted) {
        return clients.admin()
                .compose(admin -> Topics.ensure(admin, topic, wanted).eventually(() -> clients.close(admin)))
                .recover(failure -> Future.failedFuture(failed(failure)));
    }

    private Throwable failed(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? failure
                : new IOException(clients.unreachable(failure), failure);
    }
}
