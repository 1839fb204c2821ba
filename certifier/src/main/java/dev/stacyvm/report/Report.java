package dev.stacyvm.report;

import java.util.List;

/**
 * The one shape of every report.
 *
 * @param generatedAt RFC 3339, UTC, to the second
 * @param runtime {@code all}, {@code docker}, {@code gvisor}, {@code kata}, {@code firecracker} or {@code proot}
 * @param status {@link Status#PASS} or {@link Status#FAIL}
 */
public record Report(String generatedAt, String runtime, HostFacts host, Status status, List<CheckResult> checks) {
    public Report {
        checks = List.copyOf(checks);
    }
}
