package dev.stacyvm.recorder;

import dev.stacyvm.attest.Attesting;
import dev.stacyvm.attest.TestAttestor;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.DeadLetters;
import dev.stacyvm.bus.kafka.DeadLetterTopic;
import dev.stacyvm.bus.kafka.Forwarder;
import dev.stacyvm.bus.kafka.KafkaBus;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How fast results become artifacts: events/s of a burst, and the time from publish to the fsynced artifact at a steady
 * rate, beside this disk's own rate. Arguments: a folder, and a broker for the way over Kafka. Run by {@code scripts/bench}.
 */
final class EventsBench {
    private static final int WARM = 1_000;
    private static final int BURST = 5_000;
    private static final int STEADY = 1_500;
    private static final int PER_SECOND = 300;
    private static final int APPEND = 100;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int ARTIFACT_BYTES = 2_048;

    private final LocalLogFixture log;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> inBatch = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    private int published;
    private UnaryOperator<EventDraft> last = UnaryOperator.identity();

    private final Optional<TestAttestor> attestor;

    private EventsBench(LocalLogFixture log, boolean attested) {
        this.log = log;
        this.attestor = attested ? Optional.of(new TestAttestor()) : Optional.empty();
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        System.out.printf("%-52s %8.0f /s%n", "fsync of a 2 KiB file, one by one", fsyncRate(root));
        for (boolean attested : new boolean[] {false, true}) {
            overLog(Files.createDirectories(root.resolve("log-" + attested)), attested);
            if (arguments.length > 1) {
                KafkaSettings kafka = KafkaSettings.of(List.of(arguments[1])).withTopic("bench-" + attested);
                overKafka(Files.createDirectories(root.resolve("kafka-" + attested)), kafka, attested);
            }
        }
        System.exit(0);
    }

    private static void overLog(Path root, boolean attested) throws IOException {
        try (LocalLogFixture log = new LocalLogFixture(Files.createDirectories(root.resolve("state")))) {
            EventsBench bench = new EventsBench(log, attested);
            Recorder recorder = Await.result(Recorder.start(
                    log.vertx(),
                    bench.settings(root.resolve("artifacts")),
                    new Recorder.Source(log.log(), bench.noting(log.log()))));
            bench.run(
                    "local log",
                    draft ->
                            bench.attestor.map(issuer -> issuer.attested(draft)).orElse(draft));
            Await.result(recorder.stop());
        }
    }

    private static void overKafka(Path root, KafkaSettings kafka, boolean attested) throws IOException {
        try (LocalLogFixture log = new LocalLogFixture(Files.createDirectories(root.resolve("state")))) {
            // For Kafka's own tools, which measure the same broker afterwards.
            Await.result(KafkaBus.open(log.vertx(), kafka.withTopic("raw")).compose(KafkaBus::close));
            EventsBench bench = new EventsBench(log, attested);
            Forwarder forwarder =
                    Forwarder.start(log.vertx(), log.log(), kafka, bench.attestor.map(issuer -> (Attesting) issuer));
            KafkaBus bus = Await.result(KafkaBus.open(log.vertx(), kafka));
            DeadLetterTopic letters = Await.result(DeadLetterTopic.open(log.vertx(), kafka));
            Recorder recorder = Await.result(Recorder.start(
                    log.vertx(),
                    bench.settings(root.resolve("artifacts")),
                    new Recorder.Source(bus, bench.noting(letters))));
            bench.run("log, forwarder, Kafka", draft -> draft);
            Await.result(recorder.stop());
            Await.result(forwarder.close());
            Await.result(bus.close());
            Await.result(letters.close());
        }
    }

    /** Judged on the recorder's thread, one after the other, before the batch is written. */
    private RecorderSettings settings(Path artifacts) {
        TrustRule rule = attestor.<TrustRule>map(issuer -> {
                    Trusted trusted = Trusted.of(Optional.of(issuer.verifier()));
                    return new AttestedRule(() -> trusted);
                })
                .orElse(TrustRule.ANY);
        return RecorderSettings.of(artifacts).trusting((arrival, event) -> {
            inBatch.add(event.id());
            return rule.judge(arrival, event);
        });
    }

    /** Called when the batch is on the disk. */
    private DeadLetters noting(DeadLetters letters) {
        return refused -> {
            long now = Time.system().nanos();
            for (String id = inBatch.poll(); id != null; id = inBatch.poll()) {
                took.add(now - begun.get(id));
            }
            return letters.add(refused);
        };
    }

    /** @param last what a host does with a draft before it is appended; for attested ones without a forwarder, signing */
    private void run(String road, UnaryOperator<EventDraft> last) {
        this.last = last;
        String way = road + (attestor.isPresent() ? ", attested" : "");
        burst(WARM);
        long start = Time.system().nanos();
        burst(BURST);
        double seconds = Time.system().since(start).toNanos() / 1e9;
        System.out.printf("%-52s %8.0f /s%n", way + ": burst of " + BURST, BURST / seconds);
        took.clear();
        steady();
        List<Long> sorted = new ArrayList<>(took);
        sorted.sort(null);
        System.out.printf(
                "%-52s %8.1f ms p50 %8.1f ms p99%n",
                way + ": publish to artifact at " + PER_SECOND + "/s",
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6);
    }

    private void burst(int count) {
        took.clear();
        for (int appended = 0; appended < count; appended += APPEND) {
            publish(APPEND);
        }
        awaitArtifacts(count);
    }

    private void steady() {
        long start = Time.system().nanos();
        for (int event = 0; event < STEADY; event++) {
            long due = start + Duration.ofSeconds(1).toNanos() / PER_SECOND * event;
            LockSupport.parkNanos(Math.max(0, due - Time.system().nanos()));
            publish(1);
        }
        awaitArtifacts(STEADY);
    }

    private void awaitArtifacts(int count) {
        long start = Time.system().nanos();
        while (took.size() < count) {
            if (Time.system().since(start).compareTo(LIMIT) > 0) {
                throw new AssertionError(took.size() + " of " + count + " artifacts within " + LIMIT);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void publish(int count) {
        List<EventDraft> drafts = IntStream.range(published, published + count)
                .mapToObj(second -> Samples.draft(new HostKey("h" + second % 20), "docker", second))
                .toList();
        published += count;
        long now = Time.system().nanos();
        drafts.forEach(draft -> begun.put(draft.id(), now));
        log.publish(drafts.stream().map(last).toList());
    }

    private static double fsyncRate(Path root) throws IOException {
        long start = Time.system().nanos();
        int written = 0;
        while (Time.system().since(start).compareTo(Duration.ofSeconds(2)) < 0) {
            Path file = root.resolve("fsync-" + written++);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(ARTIFACT_BYTES));
                channel.force(true);
            }
        }
        return written / (Time.system().since(start).toNanos() / 1e9);
    }
}
