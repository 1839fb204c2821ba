package dev.stacyvm.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of a report. The strings may hold values from outside; each format escapes them.
 *
 * @param name the stable id, such as {@code docker.daemon}
 * @param remediation what to do about it; present unless the check passed
 * @param durationMs how long the check took
 * @param evidence what was seen, by name, in the order of the names
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CheckResult(
        Status status,
        String name,
        String message,
        @Nullable String remediation,
        long durationMs,
        Map<String, String> evidence) {
    public CheckResult {
        Objects.requireNonNull(status, "a check needs a status");
        name = WellFormed.text(name);
        message = WellFormed.text(message);
        remediation = remediation == null || remediation.isBlank() ? null : WellFormed.text(remediation);
        Map<String, String> sorted = new TreeMap<>();
        if (evidence != null) {
            evidence.forEach((key, value) -> sorted.put(WellFormed.text(key), WellFormed.text(value)));
        }
        evidence = Collections.unmodifiableMap(sorted);
    }
}
