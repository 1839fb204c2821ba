package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.EventBus;
import dev.stacyvm.bus.Start;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.file.Disk;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of a batch fails once, and dies once; nothing is lost, doubled or half written. */
class RecorderFaultsTest {
    private static final int EVENTS = 3;

    @TempDir
    private Path root;

    private List<EventDraft> publish(RecorderFixture fixture) {
        List<EventDraft> drafts = IntStream.range(0, EVENTS)
                .mapToObj(second -> Samples.draft(new HostKey("h" + second % 2), "docker", second))
                .toList();
        fixture.log.publish(drafts);
        return drafts;
    }

    private static Clerk clerk(RecorderFixture fixture, ArtifactFolder folder, Disk disk) {
        RecorderSettings settings =
                new RecorderSettings(fixture.artifacts, RecorderFixture::markdown, disk, fixture.time);
        return new Clerk("recorder", folder, settings);
    }

    private int steps(RecorderFixture fixture) throws IOException {
        FaultyDisk counting = new FaultyDisk(Integer.MAX_VALUE, false);
        try (ArtifactFolder folder = ArtifactFolder.open(root.resolve("counted"), Disk.local())) {
            clerk(fixture, folder, counting).record(fixture.arrivals());
        }
        return counting.steps();
    }

    @Test
    void everyStepThatFailsOnceIsMadeGoodByTheNextTry() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            List<EventDraft> drafts = publish(fixture);
            List<Arrival> batch = fixture.arrivals();
            int steps = steps(fixture);
            for (int step = 0; step < steps; step++) {
                Path artifacts = root.resolve("failed-" + step);
                try (ArtifactFolder folder = ArtifactFolder.open(artifacts, Disk.local())) {
                    Clerk clerk = clerk(fixture, folder, new FaultyDisk(step, false, fault(step)));
                    assertThat(failed(clerk, batch)).as("step %d", step).isTrue();
                    assertThat(failed(clerk, batch)).as("after step %d", step).isFalse();
                }
                Artifacts.assertExactly(artifacts, drafts);
            }
            assertThat(steps).as("files and folders were forced to the disk").isGreaterThan(3 * 2 * EVENTS);
        }
    }

    @Test
    void everyStepThatIsTheLastIsMadeGoodByTheNextRecorder() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            List<EventDraft> drafts = publish(fixture);
            List<Arrival> batch = fixture.arrivals();
            int steps = steps(fixture);
            for (int step = 0; step < steps; step++) {
                Path artifacts = root.resolve("died-" + step);
                try (ArtifactFolder folder = ArtifactFolder.open(artifacts, Disk.local())) {
                    assertThat(failed(clerk(fixture, folder, new FaultyDisk(step, true, fault(step))), batch))
                            .as("step %d", step)
                            .isTrue();
                }
                Artifacts.assertWhole(artifacts);
                try (ArtifactFolder folder = ArtifactFolder.open(artifacts, Disk.local())) {
                    assertThat(failed(clerk(fixture, folder, Disk.local()), batch))
                            .isFalse();
                }
                Artifacts.assertExactly(artifacts, drafts);
            }
        }
    }

    @Test
    void aDiskThatHealsIsUsedAgainWithoutARestart() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            // Given a disk that fails in the first batch, after the folder was opened
            List<EventDraft> drafts = publish(fixture);
            Recorder recorder = fixture.start(new FaultyDisk(6, false), new Start.WhereItLeftOff());

            // When
            Await.until("the second try", () -> fixture.recorded() == EVENTS);
            Await.result(recorder.stop());

            // Then
            Artifacts.assertExactly(fixture.artifacts, drafts);
        }
    }

    @Test
    void aPositionThatCannotBeStoredDoublesNothing() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            // Given a bus that fails to keep the first position, when the artifacts are on the disk
            List<EventDraft> drafts = publish(fixture);
            AtomicInteger handled = new AtomicInteger();
            EventBus forgetful = (subscription, handler) -> fixture.log
                    .log()
                    .consume(
                            subscription,
                            batch -> handler.handle(batch)
                                    .compose(done -> handled.getAndIncrement() == 0
                                            ? Future.failedFuture("no space for the position")
                                            : Future.succeededFuture()));

            // When
            RecorderSettings settings =
                    new RecorderSettings(fixture.artifacts, RecorderFixture::markdown, Disk.local(), fixture.time);
            Recorder recorder = Await.result(
                    Recorder.start(fixture.log.vertx(), settings, new Recorder.Source(forgetful, fixture.log.log())));
            Await.until("the second try", () -> handled.get() > 1);
            Await.result(recorder.stop());

            // Then
            Artifacts.assertExactly(fixture.artifacts, drafts);
            assertThat(fixture.refused()).isEmpty();
        }
    }

    /** Each kind in turn: every step of several files meets each of them. */
    private static FaultyDisk.Fault fault(int step) {
        FaultyDisk.Fault[] kinds = FaultyDisk.Fault.values();
        return kinds[step % kinds.length];
    }

    private static boolean failed(Clerk clerk, List<Arrival> batch) {
        try {
            clerk.record(batch);
            return false;
        } catch (IOException injected) {
            return true;
        }
    }
}
