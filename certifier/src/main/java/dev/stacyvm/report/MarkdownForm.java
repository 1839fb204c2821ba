package dev.stacyvm.report;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A page of GitHub Markdown. Text of several lines in a check's evidence gets a section of its own. */
final class MarkdownForm {
    private MarkdownForm() {}

    static String of(Report report) {
        Kind kind = Kind.of(report);
        StringBuilder page = new StringBuilder("# ").append(kind.title()).append("\n\n");
        facts(page, report);
        checks(page, report);
        report.checks().forEach(check -> sections(page, check.evidence()));
        page.append("\n## Operator Signoff\n\n");
        kind.signoff().forEach(blank -> page.append("- ").append(blank).append(":\n"));
        return page.toString();
    }

    private static void facts(StringBuilder page, Report report) {
        HostFacts host = report.host();
        fact(page, "Generated at", report.generatedAt());
        fact(page, "Runtime target", report.runtime());
        report.subject().forEach((key, value) -> fact(page, heading(key), value));
        fact(page, "Host", host.hostname());
        fact(page, "OS/kernel", host.os());
        fact(page, "Machine", host.machine());
        fact(page, "Boot", host.bootId());
        fact(page, "Overall status", report.status().name());
    }

    private static void fact(StringBuilder page, String what, String value) {
        if (!value.isEmpty()) {
            page.append("- ").append(MarkdownText.inline(what)).append(": ");
            page.append(MarkdownText.inline(value)).append('\n');
        }
    }

    private static void checks(StringBuilder page, Report report) {
        page.append("\n## Checks\n\n| Status | Check | Message |\n| --- | --- | --- |\n");
        for (CheckResult check : report.checks()) {
            page.append("| ").append(check.status());
            page.append(" | ").append(MarkdownText.inline(check.name()));
            page.append(" | ").append(MarkdownText.inline(check.message()));
            String remediation = check.remediation();
            if (remediation != null && check.status() != Status.PASS) {
                page.append("<br>Fix: ").append(MarkdownText.inline(remediation));
            }
            page.append(" |\n");
        }
    }

    private static void sections(StringBuilder page, Map<String, String> evidence) {
        evidence.forEach((key, value) -> {
            if (value.contains("\n")) {
                page.append("\n## ").append(MarkdownText.inline(title(key))).append("\n\n");
                page.append(MarkdownText.block(value));
            }
        });
    }

    private static String title(String key) {
        return Arrays.stream(key.split("_", -1)).map(MarkdownForm::heading).collect(Collectors.joining(" "));
    }

    private static String heading(String key) {
        String words = key.replace('_', ' ');
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
