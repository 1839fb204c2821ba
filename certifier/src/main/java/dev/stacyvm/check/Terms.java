package dev.stacyvm.check;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The terms under which a certification stands, as its report carries them: until when, and while what.
 *
 * @param expiresAt RFC 3339; after it the certification is over. Empty in a report that has none
 * @param fingerprint what it depends on, by name; empty in a report that has none
 */
public record Terms(Optional<Instant> expiresAt, Map<String, String> fingerprint) {
    private static final String ROW = "host.fingerprint";
    private static final String EXPIRES = "expires_at";

    public Terms {
        fingerprint = Map.copyOf(fingerprint);
    }

    /** The same report with these terms, counted from when it was made. */
    public static Report on(Report report, Map<String, String> fingerprint, Duration standsFor) {
        String expires = Instant.parse(report.generatedAt()).plus(standsFor).toString();
        String message = "this certification stands until " + expires + " and while these are as they are: "
                + String.join(", ", fingerprint.keySet().stream().sorted().toList());
        List<CheckResult> rows = new ArrayList<>(report.checks());
        rows.add(new CheckResult(Status.PASS, ROW, message, null, 0, fingerprint));
        Map<String, String> subject = new LinkedHashMap<>(report.subject());
        subject.put(EXPIRES, expires);
        return new Report(report.generatedAt(), report.runtime(), report.host(), report.status(), rows, subject);
    }

    /** Those of a report that was read. */
    public static Terms of(Report report) {
        Map<String, String> fingerprint = report.checks().stream()
                .filter(row -> row.name().equals(ROW))
                .findFirst()
                .map(CheckResult::evidence)
                .orElse(Map.of());
        return new Terms(instant(report.subject().getOrDefault(EXPIRES, "")), fingerprint);
    }

    /** What is no more as it was, a clause each, by name; that nothing can be compared is one too. */
    public List<String> drift(Map<String, String> now) {
        if (fingerprint.isEmpty()) {
            return List.of("it does not say what it depends on");
        }
        TreeSet<String> names = new TreeSet<>(fingerprint.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !fingerprint.getOrDefault(name, "").equals(now.getOrDefault(name, "")))
                .map(name -> name + " was " + shown(fingerprint, name) + " and is " + shown(now, name))
                .toList();
    }

    private static String shown(Map<String, String> parts, String name) {
        return parts.getOrDefault(name, "not there");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
