package dev.stacyvm.report;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private static final Set<String> OWN = Set.of("generated_at", "runtime", "status", "host", "checks");

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
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Report read(ObjectNode json) {
        Map<String, String> subject = new LinkedHashMap<>();
        json.properties().stream()
                .filter(member ->
                        !OWN.contains(member.getKey()) && member.getValue().isTextual())
                .forEach(
                        member -> subject.put(member.getKey(), member.getValue().textValue()));
        return new Report(
                part(json, "generated_at", String.class),
                json.path("runtime").asText(""),
                part(json, "host", HostFacts.class),
                part(json, "status", Status.class),
                List.of(part(json, "checks", CheckResult[].class)),
                subject);
    }

    private static <T> T part(ObjectNode json, String member, Class<T> type) {
        try {
            return Json.convert(json.required(member), type);
        } catch (InvalidJson invalid) {
            throw new IllegalArgumentException("the report's " + member + " is not valid", invalid);
        }
    }
}
