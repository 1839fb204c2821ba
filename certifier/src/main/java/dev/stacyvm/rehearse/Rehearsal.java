package dev.stacyvm.rehearse;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.wire.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one rehearsal found, section by section.
 *
 * @param generatedAt RFC 3339, UTC, to the second
 * @param config the configuration's file, or empty where the defaults hold alone
 * @param database the file, or {@code postgresql://host:port/name} without credentials
 * @param backup where the backup is planned
 * @param doctor empty when live host checks were not asked for
 */
public record Rehearsal(
        String generatedAt,
        HostFacts host,
        Optional<String> config,
        String database,
        String backup,
        List<CheckResult> lint,
        List<CheckResult> databaseChecks,
        Optional<List<CheckResult>> doctor) {
    private static final int SHOWN = 1_000;

    /** All sections in one report, in the order they are printed. */
    public Report report() {
        Map<String, String> subject = new LinkedHashMap<>();
        subject.put("report", "upgrade rehearsal");
        config.ifPresent(file -> subject.put("config_path", file));
        subject.put("database_path", database);
        subject.put("backup_output", backup);
        subject.put("requires_live_check", String.valueOf(doctor.isEmpty()));
        List<CheckResult> checks = Stream.of(lint, databaseChecks, doctor.orElse(List.of()))
                .flatMap(List::stream)
                .toList();
        return Report.of(generatedAt, "", host, checks).about(subject);
    }

    /** The form for a terminal: a section for each part, then what to do next. */
    public String text() {
        StringBuilder text = new StringBuilder("Upgrade rehearsal\n");
        text.append("  database: ").append(shown(database)).append('\n');
        text.append("  backup: ").append(shown(backup)).append('\n');
        section(text, "Config lint", lint);
        section(text, "Database checks", databaseChecks);
        doctor.ifPresent(checks -> section(text, "Doctor checks", checks));
        text.append("\nRecommended upgrade flow:\n");
        List<String> steps = steps();
        for (int at = 0; at < steps.size(); at++) {
            text.append("  ").append(at + 1).append(". ").append(steps.get(at)).append('\n');
        }
        if (doctor.isEmpty()) {
            text.append("\nLive host checks were skipped; add --include-doctor to run them.\n");
        }
        if (report().passed()) {
            text.append("\nUpgrade rehearsal passed.\n");
        }
        return text.toString();
    }

    private List<String> steps() {
        String file = config.map(path -> " --file " + shown(path)).orElse("");
        boolean postgres = database.startsWith("postgresql:");
        String source = shown(database);
        String target = shown(backup);
        return List.of(
                "stacyvm config lint --production" + file,
                postgres
                        ? "pg_dump --format=custom --file=" + target + " " + source
                        : "stacyvm db backup " + target + " --database " + source,
                "replace the binary or the image",
                "restart the service",
                "confirm that GET /api/v1/ready answers 200",
                "on failure stop it and run: "
                        + (postgres
                                ? "pg_restore --clean --dbname=" + source + " " + target
                                : "stacyvm db restore " + target + " --yes --database " + source));
    }

    private void section(StringBuilder text, String title, List<CheckResult> checks) {
        text.append('\n').append(title).append(":\n");
        text.append(Format.TEXT.render(Report.of(generatedAt, "", host, checks)));
    }

    private static String shown(String path) {
        return Printable.of(path, SHOWN);
    }
}
