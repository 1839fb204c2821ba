package dev.stacyvm.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;

/** A report as a worker presents it: of the one shape that all reports have, consistent in itself, or refused. */
final class PresentedReport {
    private static final int MAX_CHECKS = 1_000;
    private static final Set<String> VERDICTS = Set.of("PASS", "FAIL");
    private static final Set<String> STATUSES = Set.of("PASS", "WARN", "FAIL", "SKIP");

    private PresentedReport() {}

    static ObjectNode read(byte[] body) throws BadRequest, InvalidJson {
        ObjectNode report = Json.readObject(body);
        require(isTime(report.path("generated_at")), "generated_at must be an RFC 3339 time");
        require(VERDICTS.contains(text(report, "status")), "status must be PASS or FAIL");
        require(report.path("host").isObject(), "host must be an object");
        JsonNode checks = report.path("checks");
        require(
                checks.isArray() && !checks.isEmpty() && checks.size() <= MAX_CHECKS,
                "checks must be an array of 1 to " + MAX_CHECKS);
        boolean failed = hasFailure(checks);
        require(failed == text(report, "status").equals("FAIL"), "status does not follow from the checks");
        return report;
    }

    private static boolean hasFailure(JsonNode checks) throws BadRequest {
        Set<String> names = new HashSet<>();
        boolean failed = false;
        for (JsonNode check : checks) {
            String status = text(check, "status");
            require(STATUSES.contains(status), "a check has no status of PASS, WARN, FAIL or SKIP");
            require(!text(check, "name").isBlank() && names.add(text(check, "name")), "a check has no name of its own");
            require(check.path("message").isTextual(), "a check has no message");
            failed |= status.equals("FAIL");
        }
        return failed;
    }

    private static boolean isTime(JsonNode value) {
        try {
            return value.isTextual() && !Instant.parse(value.textValue()).isBefore(Instant.EPOCH);
        } catch (DateTimeParseException malformed) {
            return false;
        }
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).isTextual() ? object.path(name).textValue() : "";
    }

    private static void require(boolean holds, String told) throws BadRequest {
        if (!holds) {
            throw new BadRequest("the report is not valid: " + told);
        }
    }
}
