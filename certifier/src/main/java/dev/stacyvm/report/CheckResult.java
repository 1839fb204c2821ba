package dev.stacyvm.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a report. The strings may hold values from outside; each format escapes them.
 *
 * @param name the stable id, such as {@code docker.daemon}
 * @param remediation what to do about it; present unless the check passed
 * @param durationMs how long the check took
 * @param evidence what was seen, by name
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
        evidence = Map.copyOf(evidence);
    }
}
