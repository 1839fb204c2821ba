package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.ChildJvm;
import dev.stacyvm.bus.kafka.ClusterScript;
import dev.stacyvm.bus.kafka.ForwarderChild;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of three nodes loses the leader of a partition, killed, ten times with {@code -Dstacyvm.full=true}, else once,
 * while events flow. {@code -Dstacyvm.seed=N} repeats a course.
 */
@Tag("long")
class LeaderLossIT {
    private static final int LOSSES = Boolean.getBoolean("stacyvm.full") ? 10 : 1;
    private static final int EVENTS_PER_LOSS = 1_000;
    private static final int APPEND = 50;
    private static final int FURTHER = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path root;

    private final long seed = Long.getLong("stacyvm.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final List<EventDraft> drafts = new ArrayList<>();

    @Test
    void losesAndDoublesNothingWhenLeadersDie() throws Exception {
        System.out.println("seed " + seed);
        Path state = Files.createDirectories(root.resolve("state"));
        try (ClusterScript cluster = ClusterScript.start(root.resolve("cluster"), 3);
                LocalLogFixture log = new LocalLogFixture(state);
                ChildJvm forwarder = ChildJvm.start(ForwarderChild.class, state.toString(), cluster.bootstrap());
                ChildJvm recorder =
                        ChildJvm.start(KafkaRecorderChild.class, artifacts().toString(), cluster.bootstrap())) {
            forwarder.line("started");
            recorder.line("started");
            for (int loss = 0; loss < LOSSES; loss++) {
                // Given further records, and more on their way
                long before = recorded();
                publish(log, EVENTS_PER_LOSS / 2);
                await(before + FURTHER);
                publish(log, EVENTS_PER_LOSS / 2);
                LockSupport.parkNanos(random.nextInt(200) * 1_000_000L);

                // When the leader of some partition is killed
                int node = cluster.leader(random.nextInt(6));
                cluster.kill(node);
                long now = recorded();
                publish(log, APPEND);
                await(now + 1);
                cluster.startAgain();
            }

            // Then every event has its artifact, once and whole
            await(drafts.size());
            recorder.kill();
            Artifacts.assertExactly(artifacts(), drafts);
            System.out.println(drafts.size() + " events, " + LOSSES + " leaders killed");
        }
    }

    private Path artifacts() {
        return root.resolve("artifacts");
    }

    private void publish(LocalLogFixture log, int count) {
        for (int appended = 0; appended < count; appended += APPEND) {
            int from = drafts.size();
            List<EventDraft> more = IntStream.range(from, from + APPEND)
                    .mapToObj(second -> Samples.draft(new HostKey("h" + second % 20), "docker", second))
                    .toList();
            log.publish(more);
            drafts.addAll(more);
        }
    }

    private void await(long count) throws Exception {
        long start = Time.system().nanos();
        while (recorded() < count) {
            assertThat(Time.system().since(start))
                    .as("%d of %d recorded, seed %d", recorded(), count, seed)
                    .isLessThan(LIMIT);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private long recorded() throws Exception {
        return Artifacts.count(artifacts());
    }
}
