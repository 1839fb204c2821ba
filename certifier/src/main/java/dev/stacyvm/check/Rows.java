package dev.stacyvm.check;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The rows of one runtime, in order. Not for use by several threads. */
final class Rows {
    private final List<CheckResult> rows = new ArrayList<>();

    Rows add(String name, Duration took, Verdict verdict) {
        rows.add(verdict.named(name, took));
        return this;
    }

    /** Judges only when the check it rests on did not fail or skip; else this one is skipped. */
    Rows after(String needed, String name, Duration took, Supplier<Verdict> judge) {
        Verdict skipped = Verdict.skip("not run, because " + needed + " did not pass", "mend " + needed + " first");
        return passed(needed) ? add(name, took, judge.get()) : add(name, Duration.ZERO, skipped);
    }

    /** Whether the rows of that name neither failed nor were skipped. */
    boolean passed(String needed) {
        return rows.stream()
                .filter(row -> row.name().equals(needed))
                .allMatch(row -> row.status() == Status.PASS || row.status() == Status.WARN);
    }

    List<CheckResult> list() {
        return List.copyOf(rows);
    }
}
