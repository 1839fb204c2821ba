package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.ChildJvm;
import dev.stacyvm.bus.kafka.KafkaFixture;
import dev.stacyvm.bus.kafka.KafkaSettings;
import dev.stacyvm.bus.kafka.TestBroker;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorder that is 10^5 events behind with {@code -Dstacyvm.full=true}, else 10^4, catches up in a heap that would not hold
 * them.
 */
@Tag("long")
class CatchUpIT {
    private static final int EVENTS = Boolean.getBoolean("stacyvm.full") ? 100_000 : 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final int BATCH = 1_000;

    @TempDir
    private Path root;

    @Test
    void catchesUpInASmallHeap() throws Exception {
        try (TestBroker broker = TestBroker.start(root.resolve("broker"));
                KafkaFixture topic = new KafkaFixture(KafkaSettings.of(broker.bootstrap()))) {
            // Given all of it on the topic
            for (int from = 0; from < EVENTS; from += BATCH) {
                topic.publish(drafts(from));
            }

            // When a recorder with 64 MiB of heap begins
            long start = Time.system().nanos();
            try (ChildJvm recorder = ChildJvm.startIn(
                    64,
                    KafkaRecorderChild.class,
                    root.resolve("artifacts").toString(),
                    broker.bootstrap().get(0))) {
                recorder.line("started");
                await(start, recorder);
                long seconds = Time.system().since(start).toSeconds();
                System.out.println(EVENTS + " events behind: caught up in " + seconds + " s, "
                        + recorder.largestResidentKib() / 1024 + " MiB resident at most");
            }
        }
        // Then each has its artifact
        assertThat(Artifacts.count(root.resolve("artifacts"))).isEqualTo(EVENTS);
    }

    private void await(long start, ChildJvm recorder) throws IOException {
        while (Artifacts.count(root.resolve("artifacts")) < EVENTS) {
            assertThat(Time.system().since(start)).isLessThan(LIMIT);
            assertThat(recorder.isAlive()).as("the recorder's heap was enough").isTrue();
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private static List<EventDraft> drafts(int from) {
        return IntStream.range(from, from + BATCH)
                .mapToObj(second -> Samples.draft(new HostKey("h" + second % 50), "docker", second % 30_000))
                .toList();
    }
}
