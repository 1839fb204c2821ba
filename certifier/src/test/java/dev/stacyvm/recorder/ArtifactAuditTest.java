package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Await;
import dev.stacyvm.event.Samples;
import dev.stacyvm.file.Disk;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactAuditTest {
    @TempDir
    private Path root;

    private static CheckResult row(RecorderFixture fixture, String name) throws Exception {
        return new ArtifactAudit(fixture.artifacts, Optional.empty())
                .run().stream()
                        .filter(row -> row.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static void publish(RecorderFixture fixture, int count) {
        fixture.log.publish(IntStream.range(0, count)
                .mapToObj(second -> Samples.draft("h", second))
                .toList());
        fixture.record();
    }

    @Test
    void passesAWholeFolderAndSaysThatNobodyVouchesForIt() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            publish(fixture, 5);
            assertThat(row(fixture, "artifacts.h").status()).isEqualTo(Status.PASS);
            assertThat(row(fixture, "sequence.h").message()).contains("1 to 5");
            assertThat(row(fixture, "trust.h").status()).isEqualTo(Status.WARN);
            assertThat(row(fixture, "trust.h").message()).contains("5 of 5", "UNSIGNED");
        }
    }

    @Test
    void tellsWhichNumbersAreMissing() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            publish(fixture, 5);
            List<Path> files = fixture.files(".json").stream()
                    .filter(file -> !file.endsWith("latest.json"))
                    .toList();
            Files.delete(files.get(2));
            assertThat(row(fixture, "sequence.h").status()).isEqualTo(Status.FAIL);
            assertThat(row(fixture, "sequence.h").message()).isEqualTo("1 of 1 to 5 are missing, after 2");
        }
    }

    @Test
    void tellsNumbersThatTwoResultsHave() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            publish(fixture, 2);
            // Given a log that begins anew
            fixture.log.sql("UPDATE host SET sequence = 0");
            fixture.log.publish(List.of(Samples.draft("h", 7)));
            fixture.record();
            assertThat(row(fixture, "sequence.h").status()).isEqualTo(Status.WARN);
            assertThat(row(fixture, "sequence.h").message())
                    .isEqualTo("none is missing from 1 to 2, and 1 artifacts have a number that another has too");
        }
    }

    @Test
    void tellsWhatIsBroken() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            publish(fixture, 2);
            Path torn = fixture.files(".json").get(0);
            Files.writeString(torn, "{\"half");
            assertThat(row(fixture, "artifacts.h").status()).isEqualTo(Status.FAIL);
            assertThat(row(fixture, "artifacts.h").message())
                    .contains(torn.getFileName().toString());
        }
    }

    @Test
    void removesWhatIsOlderThanWhatIsKeptButNeverTheLatest() throws Exception {
        try (RecorderFixture fixture = new RecorderFixture(root)) {
            // Given two results of which one is old
            fixture.log.publish(List.of(Samples.draft("h", 0), Samples.draft("h", 3600), Samples.draft("old", 0)));
            fixture.record();
            Duration age = Duration.between(Samples.draft("h", 1800).time(), fixture.time.now());

            // When
            RecorderSettings settings = new RecorderSettings(
                            fixture.artifacts, RecorderFixture::markdown, Disk.local(), fixture.time)
                    .keeping(age);
            Recorder recorder = Await.result(Recorder.start(
                    fixture.log.vertx(), settings, new Recorder.Source(fixture.log.log(), fixture.log.log())));

            // Then
            Await.until("one to be left", () -> fixture.recorded() == 1);
            Await.result(recorder.stop());
            assertThat(fixture.files("latest.json")).hasSize(2);
            assertThat(fixture.files("latest.md")).hasSize(2);
        }
    }
}
