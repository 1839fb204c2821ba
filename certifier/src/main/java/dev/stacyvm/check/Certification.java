package dev.stacyvm.check;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run found.
 *
 * @param report what was asked for: one runtime, or all of them together
 * @param perRuntime a report of its own for each runtime, to publish one by one
 */
public record Certification(Report report, List<Report> perRuntime) {
    public Certification {
        perRuntime = List.copyOf(perRuntime);
    }

    /** The same with these rows in the whole report and in that of the runtime that they are about. */
    public Certification with(String runtime, List<CheckResult> rows) {
        List<Report> reports = perRuntime.stream()
                .map(each -> each.runtime().equals(runtime) ? with(each, rows) : each)
                .toList();
        return new Certification(with(report, rows), reports);
    }

    private static Report with(Report report, List<CheckResult> rows) {
        List<CheckResult> all =
                Stream.concat(report.checks().stream(), rows.stream()).toList();
        return Report.of(report.generatedAt(), report.runtime(), report.host(), all)
                .about(report.subject());
    }
}
