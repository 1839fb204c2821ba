package dev.stacyvm.recorder;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * How fast results become artifacts: events/s of a burst as a part of what the disk gives in the same run, and the time from
 * publish to the fsynced artifact at a steady rate. Arguments: a folder, and a broker for the way over Kafka. Run by
 * {@code scripts/bench}. Attestations are made before, as the issuer makes them elsewhere; verifying them is measured.
 */
final class EventsBench {
    private static final int WARM = 2_000;
    private static final int BURST = 5_000;
    private static final int SECONDS = 5;
    /** The goal on the newest LTS, and on the floor. */
    private static final int PER_SECOND = Runtime.version().feature() >= 25 ? 1_000 : 300;

    private static final Duration BEAT = Duration.ofMillis(10);
    private static final int APPEND = 100;
    private static final int MOST_IN_A_BATCH = 500;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final LocalLogFixture log;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> inBatch = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    private final Optional<TestAttestor> attestor;
    private int made;

    private EventsBench(LocalLogFixture log, boolean attested) {
        this.log = log;
        this.attestor = attested ? Optional.of(new TestAttestor()) : Optional.empty();
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        System.out.println("JDK " + Runtime.version().feature());
        RawFiles disk = new RawFiles(root.resolve("raw"));
        System.out.printf("%-60s %8.0f /s%n", "raw: an event's two files, fsynced one by one", disk.oneByOne());
        for (boolean attested : new boolean[] {false, true}) {
            overLog(Files.createDirectories(root.resolve("log-" + attested)), attested, disk);
            if (arguments.length > 1) {
                KafkaSettings kafka = KafkaSettings.of(List.of(arguments[1]))
                        .withTopic("bench-" + Runtime.version().feature() + "-" + attested);
                overKafka(Files.createDirectories(root.resolve("kafka-" + attested)), kafka, attested, disk);
            }
        }
        System.exit(0);
    }

    private static void overLog(Path root, boolean attested, RawFiles disk) throws IOException {
        try (LocalLogFixture log = new LocalLogFixture(Files.createDirectories(root.resolve("state")))) {
            EventsBench bench = new EventsBench(log, attested);
            Recorder recorder = Await.result(Recorder.start(
                    log.vertx(),
                    bench.settings(root.resolve("artifacts")),
                    new Recorder.Source(log.log(), bench.noting(log.log()))));
            bench.run("local log", disk);
            Await.result(recorder.stop());
        }
    }

    private static void overKafka(Path root, KafkaSettings kafka, boolean attested, RawFiles disk) throws IOException {
        try (LocalLogFixture log = new LocalLogFixture(Files.createDirectories(root.resolve("state")))) {
            // For Kafka's own tools, which measure the same broker afterwards.
            Await.result(KafkaBus.open(log.vertx(), kafka.withTopic("raw")).compose(KafkaBus::close));
            EventsBench bench = new EventsBench(log, attested);
            Forwarder forwarder = Forwarder.start(log.vertx(), log.log(), kafka);
            KafkaBus bus = Await.result(KafkaBus.open(log.vertx(), kafka));
            DeadLetterTopic letters = Await.result(DeadLetterTopic.open(log.vertx(), kafka));
            Recorder recorder = Await.result(Recorder.start(
                    log.vertx(),
                    bench.settings(root.resolve("artifacts")),
                    new Recorder.Source(bus, bench.noting(letters))));
            bench.run("log, forwarder, Kafka", disk);
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

    private void run(String road, RawFiles disk) throws IOException {
        String way = road + (attestor.isPresent() ? ", attested" : "");
        burst(WARM);
        double before = disk.inBatches(MOST_IN_A_BATCH);
        double burst = burst(BURST);
        double raw = (before + disk.inBatches(MOST_IN_A_BATCH)) / 2;
        System.out.printf(
                "%-60s %8.0f /s, %.2f of the raw %.0f /s in batches%n",
                way + ": burst of " + BURST, burst, burst / raw, raw);
        List<Long> sorted = steady();
        System.out.printf(
                "%-60s %8.1f ms p50 %8.1f ms p99%n",
                way + ": publish to artifact at " + PER_SECOND + " /s",
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6);
    }

    private double burst(int count) {
        List<EventDraft> drafts = drafts(count);
        took.clear();
        long start = Time.system().nanos();
        for (int from = 0; from < count; from += APPEND) {
            publish(drafts.subList(from, from + APPEND), Time.system().nanos());
        }
        awaitArtifacts(count);
        return count / (Time.system().since(start).toNanos() / 1e9);
    }

    /** What became due together is appended together, and counts from when it was due. */
    private List<Long> steady() {
        int beats = (int) (Duration.ofSeconds(SECONDS).toNanos() / BEAT.toNanos());
        int each = (int) (PER_SECOND * BEAT.toNanos() / Duration.ofSeconds(1).toNanos());
        List<EventDraft> drafts = drafts(beats * each);
        took.clear();
        long start = Time.system().nanos();
        for (int beat = 0; beat < beats; beat++) {
            long due = start + BEAT.toNanos() * beat;
            LockSupport.parkNanos(Math.max(0, due - Time.system().nanos()));
            publish(drafts.subList(beat * each, (beat + 1) * each), due);
        }
        awaitArtifacts(drafts.size());
        return took.stream().sorted().toList();
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

    private List<EventDraft> drafts(int count) {
        int from = made;
        made += count;
        return IntStream.range(from, made)
                .mapToObj(second -> Samples.draft(new HostKey("h" + second % 20), "docker", second))
                .map(draft -> attestor.map(issuer -> issuer.attested(draft)).orElse(draft))
                .toList();
    }

    private void publish(List<EventDraft> drafts, long due) {
        drafts.forEach(draft -> begun.put(draft.id(), due));
        log.publish(drafts);
    }
}
