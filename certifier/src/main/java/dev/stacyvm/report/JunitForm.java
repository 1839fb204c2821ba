package dev.stacyvm.report;

import java.math.BigDecimal;

/**
 * The form that CI servers read: one {@code testsuite}, one {@code testcase} a check. A check that warned is a case that
 * passed and says so in its output, because warnings fail nothing.
 */
final class JunitForm {
    private JunitForm() {}

    static String of(Report report) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite");
        attribute(xml, "name", Kind.of(report).title());
        attribute(xml, "tests", String.valueOf(report.checks().size()));
        attribute(xml, "failures", String.valueOf(count(report, Status.FAIL)));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", String.valueOf(count(report, Status.SKIP)));
        attribute(
                xml,
                "time",
                seconds(report.checks().stream()
                        .mapToLong(CheckResult::durationMs)
                        .sum()));
        attribute(xml, "timestamp", report.generatedAt());
        attribute(xml, "hostname", report.host().hostname());
        xml.append(">\n");
        report.checks().forEach(check -> testCase(xml, check));
        return xml.append("</testsuite>\n").toString();
    }

    private static void testCase(StringBuilder xml, CheckResult check) {
        xml.append("  <testcase");
        attribute(xml, "classname", "stacyvm." + group(check.name()));
        attribute(xml, "name", check.name());
        attribute(xml, "time", seconds(check.durationMs()));
        xml.append(">\n");
        switch (check.status()) {
            case FAIL -> told(xml, "failure", check);
            case SKIP -> told(xml, "skipped", check);
            case PASS, WARN -> output(xml, check);
        }
        xml.append("  </testcase>\n");
    }

    private static void told(StringBuilder xml, String element, CheckResult check) {
        xml.append("    <").append(element);
        attribute(xml, "message", check.message());
        xml.append('>').append(XmlText.of(fix(check)));
        xml.append("</").append(element).append(">\n");
    }

    private static void output(StringBuilder xml, CheckResult check) {
        xml.append("    <system-out>");
        xml.append(XmlText.of("[" + check.status() + "] " + check.message()));
        if (check.status() == Status.WARN) {
            xml.append(' ').append(XmlText.of(fix(check)));
        }
        xml.append("</system-out>\n");
    }

    private static String fix(CheckResult check) {
        String remediation = check.remediation();
        return remediation == null ? "" : "fix: " + remediation;
    }

    /** The part of a check's name before its first dot, which groups it on a CI server's page. */
    private static String group(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static long count(Report report, Status status) {
        return report.checks().stream()
                .filter(check -> check.status() == status)
                .count();
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private static void attribute(StringBuilder xml, String name, String value) {
        xml.append(' ').append(name).append("=\"").append(XmlText.of(value)).append('"');
    }
}
