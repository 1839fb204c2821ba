package dev.stacyvm.cli;

import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;

/** How the reports on a configuration, a host or an upgrade end: the same sentence and exit code for each. */
final class Checkup {
    private Checkup() {}

    /** Prints the text as it is; where checks failed, says how many and answers 1. */
    static int tell(Terminal terminal, String command, Report report, String text) {
        terminal.out().print(text);
        terminal.out().flush();
        long failed = report.checks().stream()
                .filter(check -> check.status() == Status.FAIL)
                .count();
        if (failed == 0) {
            return 0;
        }
        terminal.err().println(command + " found " + failed + " failing check(s)");
        return 1;
    }
}
