package dev.stacyvm.app;

import dev.stacyvm.lint.ConfigLint;
import dev.stacyvm.lint.FileFacts;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code config lint}: a configuration, judged. Blocking, and without an event loop, so that it starts fast. */
public final class LintRun {
    private LintRun() {}

    /** @param namesHost whether the report is shown in a form that names this host */
    public static Report of(ConfigFile source, Mode mode, boolean namesHost) {
        Instant now = Time.system().now();
        List<CheckResult> rows = new ConfigLint(mode, FileFacts.local(), now).check(source.result());
        Map<String, String> subject = new LinkedHashMap<>();
        subject.put("report", "config lint");
        subject.put("mode", mode.name().toLowerCase(Locale.ROOT));
        source.file().ifPresent(file -> subject.put("config_path", file.toString()));
        String generatedAt = now.truncatedTo(ChronoUnit.SECONDS).toString();
        HostFacts host = namesHost ? HostIdentity.ofThisMachine().facts() : HostFacts.NONE;
        return Report.of(generatedAt, "", host, rows).about(subject);
    }
}
