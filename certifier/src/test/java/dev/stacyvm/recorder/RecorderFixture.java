package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.Position;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.local.LocalLogFixture;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.bus.local.Retention;
import dev.stacyvm.file.Disk;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A real log, a real artifact folder, and a recorder between them. */
final class RecorderFixture implements AutoCloseable {
    final LocalLogFixture log;
    final Path artifacts;
    final ManualTime time = new ManualTime();

    RecorderFixture(Path root) throws IOException {
        this.artifacts = root.resolve("artifacts");
        this.log = new LocalLogFixture(
                new LogSettings(Files.createDirectories(root.resolve("state")), Retention.DEFAULT, time));
    }

    static String markdown(Report report) {
        return "# " + report.runtime() + "\n\n" + report.checks().get(0).message() + "\n";
    }

    Recorder start(Disk disk, Start from) {
        return start(new RecorderSettings(artifacts, RecorderFixture::markdown, disk, time), from);
    }

    private Recorder start(RecorderSettings settings, Start from) {
        return Await.result(Recorder.start(log.vertx(), settings, new Recorder.Source(log.log(), log.log()), from));
    }

    Recorder start() {
        return start(Disk.local(), new Start.WhereItLeftOff());
    }

    /** Records all there is, from {@code from}, and stops. */
    void record(Start from) {
        record(() -> start(Disk.local(), from));
    }

    /** As {@link #record()}, taking what the rule takes. */
    void record(TrustRule rule) {
        RecorderSettings settings =
                new RecorderSettings(artifacts, RecorderFixture::markdown, Disk.local(), time).trusting(rule);
        record(() -> start(settings, new Start.WhereItLeftOff()));
    }

    private void record(Supplier<Recorder> start) {
        long newest =
                Long.parseLong(Await.result(log.log().locate(new Start.End())).value());
        Recorder recorder = start.get();
        String consumer = "recorder/" + id();
        Await.until("every event to be handled", () -> log.position(consumer) == newest);
        Await.result(recorder.stop());
    }

    void record() {
        record(new Start.WhereItLeftOff());
    }

    private String id() {
        try {
            return Files.readString(artifacts.resolve(".recorder-id")).strip();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    long recorded() {
        return files(".json").stream()
                .filter(file -> !file.endsWith("latest.json"))
                .count();
    }

    List<DeadLetter> refused() {
        return Await.result(log.log().deadLetters());
    }

    List<Path> files(String ending) {
        if (!Files.exists(artifacts)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(artifacts)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException movedAway) {
            return List.of();
        }
    }

    ObjectNode json(String file) throws Exception {
        return Json.readObject(Files.readAllBytes(artifacts.resolve(file)));
    }

    /** What the recorder's consumer would be given. */
    List<Arrival> arrivals() {
        return Await.result(log.log().read(new Position("0"), 500));
    }

    @Override
    public void close() {
        log.close();
    }
}
