package dev.stacyvm.doctor;

import dev.stacyvm.check.Terms;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.GoDuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Further rows on what the recorder keeps: that it can, how old this host's certifications are, and what changed since. */
final class ArtifactRows {
    private static final int NAMED = 5;

    private final Path folder;
    private final Duration expiry;
    private final Instant now;
    private final Rows rows;

    /** @param expiry how long a certification stands that does not say so itself */
    ArtifactRows(Path folder, Duration expiry, Instant now, Rows rows) {
        this.folder = folder;
        this.expiry = expiry;
        this.now = now;
        this.rows = rows;
    }

    void add(List<Certification> certifications) {
        boolean usable = Files.isDirectory(folder) && Files.isWritable(folder);
        rows.advise(
                "artifacts.folder",
                usable,
                folder.toString(),
                new Fault(folder + " is no folder that this user can write", "create it, and make it writable"));
        StateRows.disk("artifacts.disk", folder, rows);
        certifications.forEach(this::certification);
    }

    private void certification(Certification found) {
        String name = "certification." + found.runtime().word();
        try {
            age(name, found, found.report().orElseThrow(() -> new DateTimeException("there is no report")));
            drift(name + ".drift", found);
        } catch (DateTimeException unreadable) {
            rows.warn(
                    name,
                    new Fault(
                            found.file() + " is not an artifact that can be read",
                            "certify again, with the recorder running"));
        }
    }

    private void age(String name, Certification found, Report report) {
        Instant made = Instant.parse(report.generatedAt());
        Instant end = Terms.of(report).expiresAt().orElse(made.plus(expiry));
        String shown = report.status() + ", "
                + GoDuration.format(Duration.between(made, now).truncatedTo(ChronoUnit.SECONDS)) + " old";
        boolean stands = now.isBefore(end);
        String problem = stands ? "it failed: " + shown : "it expired at " + end + ": " + shown;
        rows.advise(name, stands && report.passed(), shown, new Fault(problem, again(found)));
    }

    private void drift(String name, Certification found) {
        List<String> changed = found.drift();
        String more = changed.size() > NAMED ? " and " + (changed.size() - NAMED) + " more" : "";
        rows.advise(
                name,
                changed.isEmpty(),
                "what was certified is as it was",
                new Fault(String.join("; ", changed.subList(0, Math.min(NAMED, changed.size()))) + more, again(found)));
    }

    private static String again(Certification found) {
        return "certify again: scripts/certify-runtime.sh " + found.runtime().word();
    }
}
