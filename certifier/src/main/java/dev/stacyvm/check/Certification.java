package dev.stacyvm.check;

import dev.stacyvm.report.Report;
import java.util.List;

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
}
