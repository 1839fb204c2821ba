package dev.stacyvm.report;

import java.util.List;

/** What a report is about: its title, and what the person who signs it fills in by hand. */
record Kind(String title, List<String> signoff) {
    private static final Kind RUNTIME = new Kind(
            "StacyVM Runtime Certification",
            List.of(
                    "StacyVM version",
                    "Config file",
                    "Provider health endpoint",
                    "Smoke script result",
                    "Provider conformance result",
                    "Known host caveats",
                    "Owner/signoff",
                    "Date"));
    private static final Kind WORKER_IDENTITY = new Kind(
            "Worker Identity Certification",
            List.of("StacyVM version", "Config file", "Known caveats", "Owner/signoff", "Date"));
    private static final List<String> SIGNOFF = List.of("Owner/signoff", "Date");

    static Kind of(Report report) {
        if (!report.runtime().isEmpty()) {
            return RUNTIME;
        }
        return report.subject().containsKey("worker_id")
                ? WORKER_IDENTITY
                : new Kind("StacyVM " + report.subject().getOrDefault("report", "Report"), SIGNOFF);
    }
}
