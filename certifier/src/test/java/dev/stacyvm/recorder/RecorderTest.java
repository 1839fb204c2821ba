package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Start;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.file.Disk;
import dev.stacyvm.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final HostKey HOST = Samples.HOST;

    @TempDir
    private Path root;

    private RecorderFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new RecorderFixture(root);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private EventDraft publish(int second) {
        EventDraft draft = Samples.draft(HOST, "docker", second);
        fixture.log.publish(List.of(draft));
        return draft;
    }

    private String latest() throws Exception {
        return fixture.json("host-a-0123abcd/docker/latest.json")
                .get("event_id")
                .asText();
    }

    @Test
    void writesTheReportAndWhereItCameFrom() throws Exception {
        // Given
        EventDraft draft = publish(0);

        // When
        fixture.record();

        // Then
        String name = "host-a-0123abcd/docker/20260509T100000Z-" + draft.id();
        ObjectNode artifact = fixture.json(name + ".json");
        assertThat(artifact.get("event_id").asText()).isEqualTo(draft.id());
        assertThat(artifact.get("sequence").asLong()).isEqualTo(1);
        assertThat(artifact.get("trust").asText()).isEqualTo("UNSIGNED");
        artifact.remove(List.of("event_id", "event_type", "subject", "event_time", "sequence", "trust"));
        assertThat(artifact).isEqualTo(Json.readObject(Json.write(draft.report())));
        assertThat(fixture.artifacts.resolve(name + ".md")).hasContent("# docker\n\nresult 0\n");
        assertThat(fixture.artifacts.resolve("host-a-0123abcd/docker/latest.md"))
                .hasContent("# docker\n\nresult 0\n");
        assertThat(latest()).isEqualTo(draft.id());
    }

    @Test
    void keepsWorkerIdentitiesApartFromRuntimes() {
        fixture.log.publish(List.of(
                EventDraft.workerIdentity(HOST, "docker", Samples.report("docker")),
                EventDraft.runtime(HOST, Samples.report("docker"))));

        fixture.record();

        assertThat(fixture.artifacts.resolve("host-a-0123abcd/worker-identity-docker/latest.json"))
                .exists();
        assertThat(fixture.artifacts.resolve("host-a-0123abcd/docker/latest.json"))
                .exists();
        assertThat(fixture.recorded()).isEqualTo(2);
    }

    @Test
    void recordsWhatIsPublishedWhileItRuns() {
        Recorder recorder = fixture.start();

        publish(0);
        Await.until("the first", () -> fixture.recorded() == 1);
        publish(1);
        Await.until("the second", () -> fixture.recorded() == 2);

        Await.result(recorder.stop());
        Await.result(recorder.stop());
    }

    @Test
    void movesLatestForwardOnly() throws Exception {
        EventDraft newer = publish(10);
        fixture.record();
        publish(5);
        fixture.record();

        assertThat(latest()).isEqualTo(newer.id());
        assertThat(fixture.recorded()).isEqualTo(2);
    }

    @Test
    void tellsEqualTimesApartByTheirNumber() throws Exception {
        publish(10);
        EventDraft second = publish(10);
        fixture.record();

        assertThat(latest()).isEqualTo(second.id());
    }

    @Test
    void changesNothingWhenEverythingComesAgain() throws Exception {
        // Given
        publish(0);
        EventDraft last = publish(1);
        fixture.record();
        List<Path> before = fixture.files("");
        Path first = fixture.files(".json").get(0);
        FileTime written = Files.getLastModifiedTime(first);

        // When
        fixture.record(new Start.Beginning());

        // Then
        assertThat(fixture.files("")).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
        assertThat(latest()).isEqualTo(last.id());
        assertThat(fixture.refused()).isEmpty();
    }

    @Test
    void writesAgainWhatIsMissing() throws Exception {
        // Given artifacts of which one lost its Markdown and one was torn
        publish(0);
        publish(1);
        fixture.record();
        List<Path> before = fixture.files("");
        Files.delete(fixture.files(".md").get(0));
        Files.writeString(fixture.files(".json").get(1), "{\"half\":");

        // When
        Recorder recorder = fixture.start(Disk.local(), new Start.Beginning());
        Await.until("the missing file", () -> fixture.files("").equals(before));
        Await.result(recorder.stop());

        // Then
        for (Path json : fixture.files(".json")) {
            assertThat(Json.readObject(Files.readAllBytes(json)).has("event_id"))
                    .isTrue();
        }
    }

    @Test
    void beginsAnewInAnotherFolderAndGoesOnInAMovedOne() throws Exception {
        // Given
        publish(0);
        fixture.record();

        // When the artifacts are moved away
        Path moved = root.resolve("moved");
        Files.move(fixture.artifacts, moved);
        fixture.record();

        // Then the new folder has everything
        assertThat(fixture.recorded()).isEqualTo(1);

        // And the moved one goes on with what is new
        List<Path> jsons = fixture.files(".json");
        jsons.forEach(file -> assertThat(file).exists());
        Files.delete(moved.resolve("host-a-0123abcd/docker/latest.json"));
        RecorderSettings settings = new RecorderSettings(moved, RecorderFixture::markdown, Disk.local(), fixture.time);
        Recorder recorder = Await.result(Recorder.start(
                fixture.log.vertx(), settings, new Recorder.Source(fixture.log.log(), fixture.log.log())));
        EventDraft next = publish(1);
        Path file = moved.resolve("host-a-0123abcd/docker/20260509T100001Z-" + next.id() + ".json");
        Await.until("the next event", () -> Files.exists(file));
        Await.result(recorder.stop());
    }

    @Test
    void hasItsFolderForItself() {
        Recorder recorder = fixture.start();
        RecorderSettings settings = RecorderSettings.of(fixture.artifacts);

        Throwable refused = Await.failure(Recorder.start(
                fixture.log.vertx(), settings, new Recorder.Source(fixture.log.log(), fixture.log.log())));

        assertThat(refused).hasMessageContaining("is in use by");
        Await.result(recorder.stop());
        Await.result(fixture.start().stop());
    }

    @Test
    void namesAFileWhereAFolderBelongs() throws Exception {
        Files.writeString(fixture.artifacts, "a file");
        RecorderSettings settings = RecorderSettings.of(fixture.artifacts);

        Throwable refused = Await.failure(Recorder.start(
                fixture.log.vertx(), settings, new Recorder.Source(fixture.log.log(), fixture.log.log())));

        assertThat(refused).hasMessage("artifacts need a folder and " + fixture.artifacts + " is none; name another");
    }

    @Test
    void removesWhatADeadRecorderLeftHalfWritten() throws Exception {
        Path leftover =
                Files.createDirectories(fixture.artifacts.resolve(".incoming")).resolve("0.tmp");
        Files.writeString(leftover, "half");

        publish(0);
        fixture.record();

        assertThat(leftover).doesNotExist();
        assertThat(fixture.recorded()).isEqualTo(1);
    }
}
