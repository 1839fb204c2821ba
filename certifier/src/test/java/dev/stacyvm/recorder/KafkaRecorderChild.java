package dev.stacyvm.recorder;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.DeadLetters;
import dev.stacyvm.bus.kafka.DeadLetterTopic;
import dev.stacyvm.bus.kafka.KafkaBus;
import dev.stacyvm.bus.kafka.KafkaSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A recorder on Kafka in a process of its own: arguments are artifact folder and broker. After a line on standard input it
 * stays between the artifacts of its next batch and the position for a while, and says so.
 */
final class KafkaRecorderChild {
    private static final Duration STAY = Duration.ofSeconds(1);

    private KafkaRecorderChild() {}

    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        KafkaSettings kafka = KafkaSettings.of(KafkaSettings.brokers(arguments[1]));
        Future<KafkaBus> opening = KafkaBus.open(vertx, kafka);
        DeadLetterTopic letters = Await.result(DeadLetterTopic.open(vertx, kafka));
        KafkaBus bus = Await.result(opening);
        AtomicBoolean stay = new AtomicBoolean();
        DeadLetters staying = refused -> {
            if (!stay.getAndSet(false)) {
                return letters.add(refused);
            }
            System.out.println("between");
            return vertx.timer(STAY.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                    .onSuccess(passed -> System.out.println("behind"))
                    .compose(passed -> Future.succeededFuture(refused));
        };
        RecorderSettings settings = RecorderSettings.of(Path.of(arguments[0])).trusting(TrustRule.ANY);
        Await.result(Recorder.start(vertx, settings, new Recorder.Source(bus, staying)));
        System.out.println("started");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (input.readLine() != null) {
            stay.set(true);
        }
        vertx.close();
    }
}
