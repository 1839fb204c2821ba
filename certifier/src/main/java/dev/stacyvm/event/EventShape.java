package dev.stacyvm.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the published schemas ask of an event's data; a test holds the two together. Members of newer versions may be there. */
final class EventShape {
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
    private static final Set<String> STATUSES = Set.of("PASS", "FAIL");
    private static final Set<String> OUTCOMES = Set.of("PASS", "WARN", "FAIL", "SKIP");
    private static final List<String> TEXTS = List.of("worker_id", "audience", "ttl", "token_id");

    private EventShape() {}

    static void requireReport(JsonNode report) throws InvalidEvent {
        JsonNode made = report.path("generated_at");
        require(made.isTextual() && TIME.matcher(made.asText()).matches(), "its report has no generated_at");
        require(STATUSES.contains(report.path("status").asText()), "its report's status is neither PASS nor FAIL");
        requireHost(report.path("host"));
        require(report.path("checks").isArray(), "its report has no checks");
        for (JsonNode check : report.path("checks")) {
            requireCheck(check);
        }
        for (String name : TEXTS) {
            require(isTextOrMissing(report.path(name)), "the " + name + " of its report is no text");
        }
    }

    private static void requireHost(JsonNode host) throws InvalidEvent {
        boolean named = host.path("hostname").isTextual()
                && host.path("os").isTextual()
                && isTextOrMissing(host.path("machine"))
                && isTextOrMissing(host.path("boot_id"));
        require(named, "its report does not say which host it is about");
    }

    private static void requireCheck(JsonNode check) throws InvalidEvent {
        JsonNode name = check.path("name");
        boolean whole = OUTCOMES.contains(check.path("status").asText())
                && name.isTextual()
                && !name.asText().isEmpty()
                && check.path("message").isTextual();
        require(whole, "a check in its report has no status, name or message");
        JsonNode took = check.path("duration_ms");
        boolean timed =
                took.isMissingNode() || (took.isIntegralNumber() && took.canConvertToLong() && took.asLong() >= 0);
        require(
                timed && isTextOrMissing(check.path("remediation")),
                "a check in its report has no such duration or remedy");
        requireEvidence(check.path("evidence"));
    }

    private static void requireEvidence(JsonNode evidence) throws InvalidEvent {
        require(evidence.isMissingNode() || evidence.isObject(), "the evidence of a check in its report is no object");
        for (JsonNode value : evidence) {
            require(value.isTextual(), "the evidence of a check in its report is no text");
        }
    }

    /** The outside of a DSSE envelope; what is inside nobody has looked at. */
    static void requireEnvelope(JsonNode envelope) throws InvalidEvent {
        JsonNode signatures = envelope.path("signatures");
        boolean whole = "application/vnd.in-toto+json"
                        .equals(envelope.path("payloadType").textValue())
                && envelope.path("payload").isTextual()
                && signatures.isArray()
                && !signatures.isEmpty();
        require(whole, "its attestation is no envelope");
        for (JsonNode signature : signatures) {
            boolean signed =
                    signature.path("keyid").isTextual() && signature.path("sig").isTextual();
            require(signed, "its attestation has a signature without keyid or sig");
        }
    }

    private static boolean isTextOrMissing(JsonNode node) {
        return node.isMissingNode() || node.isTextual();
    }

    private static void require(boolean holds, String otherwise) throws InvalidEvent {
        if (!holds) {
            throw new InvalidEvent(otherwise);
        }
    }
}
