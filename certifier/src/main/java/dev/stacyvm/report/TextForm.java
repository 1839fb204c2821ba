package dev.stacyvm.report;

import dev.stacyvm.wire.Printable;

/** Lines for a terminal. Nothing in a value can move the cursor, colour the screen or fake a line. */
final class TextForm {
    static final int MAX_VALUE = 2_000;

    private TextForm() {}

    static String of(Report report) {
        StringBuilder lines = new StringBuilder();
        report.checks().forEach(check -> append(lines, check));
        return lines.toString();
    }

    private static void append(StringBuilder lines, CheckResult check) {
        lines.append('[').append(check.status()).append("] ");
        lines.append(shown(check.name())).append(": ").append(shown(check.message()));
        lines.append('\n');
        String remediation = check.remediation();
        if (remediation != null && check.status() != Status.PASS) {
            lines.append("      fix: ").append(shown(remediation)).append('\n');
        }
    }

    private static String shown(String value) {
        return Printable.of(value, MAX_VALUE);
    }
}
