package dev.stacyvm.report;

import java.util.List;

/** Which runtimes of a report on all of them stand: those whose every row is there and none failed. */
public final class Certified {
    private static final List<String> RUNTIMES = List.of("docker", "gvisor", "kata", "firecracker", "proot");

    private Certified() {}

    /** The names in the report's order; a failed row that all runtimes share leaves none. */
    public static List<String> runtimes(Report report) {
        boolean hostFailed = report.checks().stream()
                .anyMatch(check -> failed(check) && check.name().startsWith("host."));
        return hostFailed
                ? List.of()
                : RUNTIMES.stream().filter(runtime -> stands(report, runtime)).toList();
    }

    /** Those that are not among these. */
    public static List<String> others(List<String> runtimes) {
        return RUNTIMES.stream().filter(runtime -> !runtimes.contains(runtime)).toList();
    }

    private static boolean stands(Report report, String runtime) {
        List<CheckResult> own = report.checks().stream()
                .filter(check -> check.name().startsWith(runtime + "."))
                .toList();
        return !own.isEmpty() && own.stream().noneMatch(Certified::failed);
    }

    private static boolean failed(CheckResult check) {
        return check.status() == Status.FAIL;
    }
}
