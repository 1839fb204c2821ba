package dev.stacyvm.check;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The outcome of one check before it has its name and its time. */
record Verdict(Status status, String message, @Nullable String remediation, Map<String, String> evidence) {
    static Verdict pass(String message) {
        return new Verdict(Status.PASS, message, null, Map.of());
    }

    static Verdict warn(String message, String remediation) {
        return new Verdict(Status.WARN, message, remediation, Map.of());
    }

    static Verdict fail(String message, String remediation) {
        return new Verdict(Status.FAIL, message, remediation, Map.of());
    }

    static Verdict skip(String message, String remediation) {
        return new Verdict(Status.SKIP, message, remediation, Map.of());
    }

    /** With one more thing seen; an empty value is nothing seen. */
    Verdict with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(evidence);
        more.put(name, value);
        return new Verdict(status, message, remediation, more);
    }

    CheckResult named(String name, Duration took) {
        return new CheckResult(status, name, message, remediation, took.toMillis(), evidence);
    }
}
