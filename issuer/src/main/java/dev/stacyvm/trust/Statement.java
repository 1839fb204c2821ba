package dev.stacyvm.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An in-toto Statement v1 with a test-result predicate: a worker presented a report. Its subject is the report, named by
 * its host, with the SHA-256 of its compact JSON.
 */
public final class Statement {
    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE = "https://in-toto.io/attestation/test-result/v0.1";

    private Statement() {}

    /** @param attestedAt RFC 3339 */
    public static ObjectNode of(String workerId, String host, String attestedAt, ObjectNode report) {
        ObjectNode statement = Json.object().put("_type", TYPE);
        ObjectNode subject = statement.putArray("subject").addObject();
        subject.put("name", host).putObject("digest").put("sha256", digest(report));
        statement.put("predicateType", PREDICATE);
        ObjectNode predicate = statement.putObject("predicate");
        predicate.put("result", report.path("status").asText().equals("PASS") ? "PASSED" : "FAILED");
        predicate.putArray("configuration");
        addTests(predicate, "passedTests", report, "PASS");
        addTests(predicate, "warnedTests", report, "WARN");
        addTests(predicate, "failedTests", report, "FAIL");
        predicate.put("worker_id", workerId).put("host", host).put("attested_at", attestedAt);
        predicate.set("report", report);
        return statement;
    }

    static String digest(ObjectNode report) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Json.write(report)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("this JVM has no SHA-256", absent);
        }
    }

    private static void addTests(ObjectNode predicate, String name, ObjectNode report, String status) {
        ArrayNode tests = predicate.putArray(name);
        for (JsonNode check : report.path("checks")) {
            if (check.path("status").asText().equals(status)) {
                tests.add(check.path("name").asText());
            }
        }
    }
}
