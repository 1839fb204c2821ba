package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.ChildJvm;
import dev.stacyvm.bus.Position;
import dev.stacyvm.bus.kafka.ForwarderChild;
import dev.stacyvm.bus.kafka.TestBroker;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recorder, certifier, forwarder and broker are killed at random while events flow from a log over a broker into artifacts.
 * A tenth of it by default; all of it with {@code -Dstacyvm.full=true}, another course with {@code -Dstacyvm.seed=N}.
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

    @TempDir
    private Path root;

    private final long seed = Long.getLong("stacyvm.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<String, Integer> killed = new TreeMap<>();
    private final String port = Integer.toString(FreePort.pick());
    private int next;
    private int between;
    private Duration slowest = Duration.ZERO;
    private ChildJvm broker;
    private ChildJvm certifier;
    private ChildJvm forwarder;
    private ChildJvm recorder;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(root.resolve("state"));
        broker = startBroker();
        certifier = startCertifier();
        forwarder = startForwarder();
        recorder = startRecorder();
    }

    @AfterEach
    void stop() {
        recorder.close();
        forwarder.close();
        certifier.close();
        broker.close();
    }

    private ChildJvm startBroker() throws IOException {
        ChildJvm child = ChildJvm.start(TestBroker.class, root.resolve("broker").toString(), port);
        child.line("started");
        return child;
    }

    private ChildJvm startCertifier() throws IOException {
        ChildJvm child =
                ChildJvm.start(CertifierChild.class, root.resolve("state").toString());
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

        // Then every event that is in the log has its artifact, once and whole
        certifier.kill();
        List<EventDraft> published = published();
        Await.until("every event, seed " + seed, () -> recorded() >= published.size());
        recorder.kill();
        Artifacts.assertExactly(artifacts(), published);
        assertThat(between)
                .as("killed between artifact and position, seed %d", seed)
                .isGreaterThanOrEqualTo(LEAST_BETWEEN);
        System.out.println(published.size() + " events, " + KILLS + " kills " + killed + ", " + between
                + " between artifact and position, resumed within " + slowest.toMillis() + " ms of the start");
    }

    private void publish() throws IOException {
        beginToPublish();
        certifier.line("published");
    }

    private void beginToPublish() throws IOException {
        certifier.tell(next + " " + EVENTS_PER_KILL);
        next += EVENTS_PER_KILL;
    }

    /** What is in the log, of which a certifier that was killed may have appended a part. */
    private List<EventDraft> published() throws Exception {
        List<EventDraft> drafts = new ArrayList<>();
        try (LocalLogFixture log = new LocalLogFixture(root.resolve("state"))) {
            Position position = new Position("0");
            for (List<Arrival> page = page(log, position); !page.isEmpty(); page = page(log, position)) {
                for (Arrival arrival : page) {
                    CertificationEvent event = CertificationEvent.from(((Arrival.Whole) arrival).event());
                    drafts.add(new EventDraft(
                            event.id(),
                            event.host(),
                            event.type(),
                            event.subject(),
                            event.time(),
                            event.report(),
                            Optional.empty()));
                }
                position = page.get(page.size() - 1).position();
            }
        }
        return drafts;
    }

    private static List<Arrival> page(LocalLogFixture log, Position position) {
        return Await.result(log.log().read(position, LocalLog.MAX_READ));
    }

    /** Told to stay there; if it had gone on by the time it died, the kill does not count. */
    private void killRecorderBetweenArtifactAndPosition() throws Exception {
        recorder.tell("stay");
        publish();
        recorder.line("between");
        LockSupport.parkNanos(random.nextInt(100) * 1_000_000L);
        recorder.kill();
        killed.merge("recorder", 1, Integer::sum);
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
        String victim = List.of("recorder", "certifier", "forwarder", "broker").get(random.nextInt(4));
        killed.merge(victim, 1, Integer::sum);
        beginToPublish();
        LockSupport.parkNanos(random.nextInt(300) * 1_000_000L);
        switch (victim) {
            case "recorder" -> {
                recorder.kill();
                recorder = startRecorder();
            }
            case "certifier" -> {
                certifier.kill();
                certifier = startCertifier();
            }
            case "forwarder" -> {
                forwarder.kill();
                forwarder = startForwarder();
            }
            default -> {
                broker.kill();
                broker = startBroker();
            }
        }
        if (!victim.equals("certifier")) {
            certifier.line("published");
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
