package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.ChildJvm;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
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

@Tag("long")
class RecorderKillIT {
    private static final int ROUNDS = 4;
    private static final int EVENTS_PER_ROUND = 60;

    @TempDir
    private Path root;

    @Test
    void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<EventDraft> drafts = new ArrayList<>();
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            String state = root.resolve("state").toString();
            for (int round = 0; round < ROUNDS; round++) {
                drafts.addAll(publish(fixture.log.log(), round * EVENTS_PER_ROUND));
                // Given a recorder at work
                try (ChildJvm child = ChildJvm.start(RecorderChild.class, state, fixture.artifacts.toString())) {
                    child.line("starting");
                    // When it is killed at some moment of its first batches
                    LockSupport.parkNanos(
                            Duration.ofMillis(random.nextInt(1200)).toNanos());
                    child.kill();
                }
                // Then no name stands for half a file
                Artifacts.assertWhole(fixture.artifacts);
            }

            // And the next one brings everything to its end
            long expected = drafts.size();
            Recorder recorder = fixture.start();
            Await.until("every event, seed " + seed, () -> fixture.recorded() >= expected);
            Await.result(recorder.stop());
            Artifacts.assertExactly(fixture.artifacts, drafts);
            assertThat(fixture.refused()).as("seed %d", seed).isEmpty();
        }
    }

    private static List<EventDraft> publish(LocalLog log, int from) {
        List<EventDraft> drafts = IntStream.range(from, from + EVENTS_PER_ROUND)
                .mapToObj(second ->
                        Samples.draft(new HostKey("h" + second % 3), second % 2 == 0 ? "docker" : "kata", second))
                .toList();
        Await.result(log.append(drafts));
        return drafts;
    }
}
