package dev.stacyvm.report;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one shape of every report.
 *
 * @param generatedAt RFC 3339, UTC, to the second
 * @param runtime {@code all}, {@code docker}, {@code gvisor}, {@code kata}, {@code firecracker} or {@code proot}; empty
 *     when the report is not about a runtime
 * @param status {@link Status#PASS} or {@link Status#FAIL}
 * @param subject further fields in their order, such as {@code worker_id} and {@code audience}; members of the same
 *     JSON object
 */
@JsonPropertyOrder({"generated_at", "runtime", "status", "host", "checks"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Report(
        String generatedAt,
        String runtime,
        HostFacts host,
        Status status,
        List<CheckResult> checks,
        Map<String, String> subject) {
    public Report {
        generatedAt = WellFormed.text(generatedAt);
        runtime = WellFormed.text(runtime);
        checks = List.copyOf(checks);
        Map<String, String> ordered = new LinkedHashMap<>();
        subject.forEach((key, value) -> ordered.put(WellFormed.text(key), WellFormed.text(value)));
        subject = Collections.unmodifiableMap(ordered);
    }

    public Report(String generatedAt, String runtime, HostFacts host, Status status, List<CheckResult> checks) {
        this(generatedAt, runtime, host, status, checks, Map.of());
    }

    /** A report whose status follows from its checks: a failed one fails it, warnings never do. */
    public static Report of(String generatedAt, String runtime, HostFacts host, List<CheckResult> checks) {
        return new Report(generatedAt, runtime, host, verdict(checks), checks);
    }

    /** The same report with these fields beside the others. */
    public Report about(Map<String, String> fields) {
        return new Report(generatedAt, runtime, host, status, checks, fields);
    }

    /** {@link Status#FAIL} when any check failed, else {@link Status#PASS}. */
    public static Status verdict(List<CheckResult> checks) {
        boolean failed = checks.stream().anyMatch(check -> check.status() == Status.FAIL);
        return failed ? Status.FAIL : Status.PASS;
    }

    public boolean passed() {
        return status == Status.PASS;
    }

    @Override
    @JsonAnyGetter
    public Map<String, String> subject() {
        return subject;
    }

    /** Reads the JSON form; of the members it does not know it keeps those that are text. */
    @JsonCreator
    static Report read(
            @JsonProperty("generated_at") @Nullable String generatedAt,
            @JsonProperty("runtime") @Nullable String runtime,
            @JsonProperty("host") @Nullable HostFacts host,
            @JsonProperty("status") @Nullable Status status,
            @JsonProperty("checks") @Nullable List<CheckResult> checks,
            @JsonAnySetter @Nullable Map<String, Object> others) {
        if (generatedAt == null || host == null || status == null || checks == null) {
            throw new IllegalArgumentException("a report needs generated_at, host, status and checks");
        }
        Map<String, String> subject = new LinkedHashMap<>();
        if (others != null) {
            others.forEach((key, value) -> keepText(subject, key, value));
        }
        return new Report(generatedAt, runtime == null ? "" : runtime, host, status, checks, subject);
    }

    private static void keepText(Map<String, String> subject, String key, Object value) {
        if (value instanceof String text) {
            subject.put(key, text);
        }
    }
}
