package dev.stacyvm.doctor;

import dev.stacyvm.event.HostKey;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Further rows on what the recorder keeps: that it can, and how old this host's certifications are. */
final class ArtifactRows {
    private static final int MAX_ARTIFACT_BYTES = 4 * 1024 * 1024;
    private static final List<String> RUNTIMES = List.of("docker", "gvisor", "kata", "firecracker", "proot");

    private final Path folder;
    private final HostFacts host;
    private final Duration expiry;
    private final Instant now;
    private final Rows rows;

    ArtifactRows(Path folder, HostFacts host, Duration expiry, Instant now, Rows rows) {
        this.folder = folder;
        this.host = host;
        this.expiry = expiry;
        this.now = now;
        this.rows = rows;
    }

    void add() {
        boolean usable = Files.isDirectory(folder) && Files.isWritable(folder);
        rows.advise(
                "artifacts.folder",
                usable,
                folder.toString(),
                new Fault(folder + " is no folder that this user can write", "create it, and make it writable"));
        StateRows.disk("artifacts.disk", folder, rows);
        for (String runtime : RUNTIMES) {
            Path latest =
                    folder.resolve(HostKey.of(host).value()).resolve(runtime).resolve("latest.json");
            if (Files.exists(latest)) {
                certification(runtime, latest);
            }
        }
    }

    private void certification(String runtime, Path latest) {
        try {
            Report report = Json.read(BoundedRead.of(latest, MAX_ARTIFACT_BYTES), Report.class);
            Duration age = Duration.between(Instant.parse(report.generatedAt()), now);
            age(runtime, age.truncatedTo(ChronoUnit.SECONDS), report);
            rows.advise(
                    "certification." + runtime + ".drift",
                    report.host().os().equals(host.os()),
                    "the kernel is the one that was certified",
                    new Fault(
                            "certified on " + report.host().os() + ", and this is " + host.os(),
                            "certify again: scripts/certify-runtime.sh " + runtime));
        } catch (IOException | InvalidJson | DateTimeException unreadable) {
            rows.warn(
                    "certification." + runtime,
                    new Fault(
                            latest + " is not an artifact that can be read",
                            "certify again, with the recorder running"));
        }
    }

    private void age(String runtime, Duration age, Report report) {
        boolean fresh = age.compareTo(expiry) <= 0;
        String shown = report.status() + ", " + GoDuration.format(age) + " old";
        String problem = fresh ? "it failed: " + shown : "it is older than " + GoDuration.format(expiry) + ": " + shown;
        rows.advise(
                "certification." + runtime,
                fresh && report.passed(),
                shown,
                new Fault(problem, "certify again: scripts/certify-runtime.sh " + runtime));
    }
}
