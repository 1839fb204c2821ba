package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.config.Problem;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import java.time.Instant;
import java.util.List;

/**
 * Lints a configuration. Rows come in a fixed order: first those a fleet's operators know, then those that look where
 * the first do not; the latter warn in both modes.
 */
public final class ConfigLint {
    private final Mode mode;
    private final FileFacts files;
    private final Instant now;

    /** @param now what certificates' expiry is held against */
    public ConfigLint(Mode mode, FileFacts files, Instant now) {
        this.mode = mode;
        this.files = files;
        this.now = now;
    }

    /** The rows for what loading ended with: a configuration that did not load fails once for each problem. */
    public List<CheckResult> check(LoadResult result) {
        Rows rows = Rows.of(mode);
        if (result instanceof LoadResult.Loaded loaded) {
            rows.pass("config", "load and validation passed");
            result.warnings().forEach(warning -> warning(rows, warning));
            values(rows, loaded.configuration());
        }
        if (result instanceof LoadResult.Invalid invalid) {
            invalid.problems().forEach(problem -> rows.fail("config", fault(problem)));
            result.warnings().forEach(warning -> warning(rows, warning));
        }
        return rows.results();
    }

    /** {@link Status#FAIL} if any row is, else {@link Status#PASS}: warnings never fail a report. */
    public static Status status(List<CheckResult> rows) {
        return rows.stream().anyMatch(row -> row.status() == Status.FAIL) ? Status.FAIL : Status.PASS;
    }

    private void values(Rows rows, Configuration configuration) {
        new AuthRows(configuration, rows).add();
        new OidcRows(configuration, rows).add();
        new ServiceRows(configuration, rows).add();
        new RpcTlsRows(configuration, rows).add();
        new DockerRows(configuration, rows).add();
        new SecretRows(configuration, rows).add();
        new TransportRows(configuration, rows).add();
        new SandboxRows(configuration, rows).add();
        new FileRows(configuration, files, now, rows).add();
    }

    private static void warning(Rows rows, Problem warning) {
        if (warning.kind() == Problem.Kind.UNKNOWN_KEY) {
            rows.fail("config.unknown_key", fault(warning));
        } else {
            rows.warn("config.unknown_variable", fault(warning));
        }
    }

    /** A problem's sentence ends with its remedy, after the last semicolon. */
    private static Fault fault(Problem problem) {
        String text = problem.text();
        int cut = text.lastIndexOf("; ");
        return cut < 0
                ? new Fault(text, "correct it at " + problem.origin().place())
                : new Fault(text.substring(0, cut), text.substring(cut + 2));
    }
}
