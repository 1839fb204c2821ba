package dev.stacyvm.lint;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import dev.stacyvm.wire.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a report on a configuration or a host, in print order. Confined to one thread. */
public final class Rows {
    private static final int SHOWN = 400;

    private final List<CheckResult> results;
    private final Status severe;

    private Rows(List<CheckResult> results, Status severe) {
        this.results = results;
        this.severe = severe;
    }

    public static Rows of(Mode mode) {
        return new Rows(new ArrayList<>(), mode == Mode.PRODUCTION ? Status.FAIL : Status.WARN);
    }

    /** The same rows, where nothing is worse than a warning. */
    Rows lenient() {
        return new Rows(results, Status.WARN);
    }

    public List<CheckResult> results() {
        return List.copyOf(results);
    }

    public void pass(String name, String message) {
        add(Status.PASS, name, message, null);
    }

    public void warn(String name, Fault fault) {
        add(Status.WARN, name, fault.problem(), fault.fix());
    }

    /** Fails in production and warns otherwise. */
    public void severe(String name, Fault fault) {
        add(severe, name, fault.problem(), fault.fix());
    }

    public void fail(String name, Fault fault) {
        add(Status.FAIL, name, fault.problem(), fault.fix());
    }

    /** Passes with {@code message} when it holds, and is {@link #severe} otherwise. */
    public void require(String name, boolean holds, String message, Fault otherwise) {
        if (holds) {
            pass(name, message);
        } else {
            severe(name, otherwise);
        }
    }

    /** Passes with {@code message} when it holds, and warns otherwise. */
    public void advise(String name, boolean holds, String message, Fault otherwise) {
        if (holds) {
            pass(name, message);
        } else {
            warn(name, otherwise);
        }
    }

    private void add(Status status, String name, String message, @Nullable String fix) {
        results.add(new CheckResult(status, name, Printable.of(message, SHOWN), fix, 0, Map.of()));
    }
}
