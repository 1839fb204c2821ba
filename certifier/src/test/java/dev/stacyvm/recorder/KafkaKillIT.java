package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.ChildJvm;
import dev.stacyvm.bus.kafka.ForwarderChild;
import dev.stacyvm.bus.kafka.TestBroker;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recorder, forwarder and broker are killed at random while events flow from a log over a broker into artifacts. A tenth
 * of it by default; all of it with {@code -Dstacyvm.full=true}, another course with {@code -Dstacyvm.seed=N}.
 */
@Tag("long")
class KafkaKillIT {
    private static final boolean FULL = Boolean.getBoolean("stacyvm.full");
    private static final int KILLS = FULL ? 50 : 5;
    private static final int EVENTS_PER_KILL = 200;
    private static final int FURTHER = 20;
    private static final int LEAST_BETWEEN = KILLS * 3 / 5;
    /** The promise, which a machine that builds other things meanwhile cannot be held to. */
    private static final Duration RESUMED = Duration.ofSeconds(FULL ? 10 : 20);

    private static final int APPEND = 25;

    @TempDir
    private Path root;

    private final long seed = Long.getLong("stacyvm.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final List<EventDraft> drafts = new ArrayList<>();
    private final String port = freePort();
    private int between;
    private Duration slowest = Duration.ZERO;
    private LocalLogFixture log;
    private ChildJvm broker;
    private ChildJvm forwarder;
    private ChildJvm recorder;

    private static String freePort() {
        try {
            return Integer.toString(TestBroker.freePort());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @BeforeEach
    void start() throws Exception {
        log = new LocalLogFixture(Files.createDirectories(root.resolve("state")));
        broker = startBroker();
        forwarder = startForwarder();
        recorder = startRecorder();
    }

    @AfterEach
    void stop() {
        recorder.close();
        forwarder.close();
        broker.close();
        log.close();
    }

    private ChildJvm startBroker() throws IOException {
        ChildJvm child = ChildJvm.start(TestBroker.class, root.resolve("broker").toString(), port);
        child.line("started");
        return child;
    }

    private ChildJvm startForwarder() throws IOException {
        ChildJvm child =
                ChildJvm.start(ForwarderChild.class, root.resolve("state").toString(), "127.0.0.1:" + port);
        child.line("started");
        return child;
    }

    private ChildJvm startRecorder() throws IOException {
        ChildJvm child = ChildJvm.start(KafkaRecorderChild.class, artifacts().toString(), "127.0.0.1:" + port);
        child.line("started");
        return child;
    }

    private Path artifacts() {
        return root.resolve("artifacts");
    }

    @Test
    void losesAndDoublesNothingWhoeverIsKilled() throws Exception {
        System.out.println("seed " + seed);
        for (int kill = 0; kill < KILLS; kill++) {
            // Given events on their way, at least some further ones recorded
            long before = recorded();
            publish();
            Await.until("further records, seed " + seed, () -> recorded() >= before + FURTHER);

            // When one of the three is killed
            if (between < LEAST_BETWEEN) {
                killRecorderBetweenArtifactAndPosition();
            } else {
                killAnyone();
            }
        }

        // Then every event has its artifact, once and whole
        Await.until("every event, seed " + seed, () -> recorded() >= drafts.size());
        recorder.kill();
        Artifacts.assertExactly(artifacts(), drafts);
        assertThat(between)
                .as("killed between artifact and position, seed %d", seed)
                .isGreaterThanOrEqualTo(LEAST_BETWEEN);
        System.out.println(drafts.size() + " events, " + KILLS + " kills, " + between
                + " between artifact and position, resumed within " + slowest.toMillis() + " ms of the start");
    }

    private void publish() {
        for (int appended = 0; appended < EVENTS_PER_KILL; appended += APPEND) {
            int from = drafts.size();
            List<EventDraft> more = IntStream.range(from, from + APPEND)
                    .mapToObj(second ->
                            Samples.draft(new HostKey("h" + second % 7), second % 2 == 0 ? "docker" : "kata", second))
                    .toList();
            log.publish(more);
            drafts.addAll(more);
        }
    }

    /** Told to stay there; if it had gone on by the time it died, the kill does not count. */
    private void killRecorderBetweenArtifactAndPosition() throws Exception {
        recorder.tell("stay");
        publish();
        recorder.line("between");
        LockSupport.parkNanos(random.nextInt(100) * 1_000_000L);
        recorder.kill();
        between += recorder.saidNothingMore() ? 1 : 0;
        long before = recorded();
        long started = Time.system().nanos();
        recorder = startRecorder();
        publish();
        Await.until("consumption again, seed " + seed, () -> recorded() > before);
        Duration took = Time.system().since(started);
        slowest = slowest.compareTo(took) < 0 ? took : slowest;
        assertThat(took).as("seed %d", seed).isLessThan(RESUMED);
    }

    private void killAnyone() throws Exception {
        LockSupport.parkNanos(random.nextInt(300) * 1_000_000L);
        switch (random.nextInt(3)) {
            case 0 -> {
                recorder.kill();
                recorder = startRecorder();
            }
            case 1 -> {
                forwarder.kill();
                forwarder = startForwarder();
            }
            default -> {
                broker.kill();
                broker = startBroker();
            }
        }
    }

    private long recorded() {
        try {
            return Artifacts.count(artifacts());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
