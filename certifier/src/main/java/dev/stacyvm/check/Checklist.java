package dev.stacyvm.check;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Checks that run side by side, each as soon as the one it rests on has passed; its rows keep the order of adding. */
final class Checklist {
    private final Time time;
    private final Map<String, Future<Timed<Verdict>>> checks = new LinkedHashMap<>();

    Checklist(Time time) {
        this.time = time;
    }

    void add(String name, Verdict known) {
        checks.put(name, Future.succeededFuture(new Timed<>(known, Duration.ZERO)));
    }

    /** Runs the check when {@code needed}, which was added before, did not fail; else it is skipped. */
    void after(String needed, String name, Supplier<Future<Verdict>> check) {
        Future<Timed<Verdict>> before = Objects.requireNonNull(checks.get(needed), needed);
        Future<Timed<Verdict>> skipped = Future.succeededFuture(new Timed<>(skipped(needed), Duration.ZERO));
        checks.put(name, before.compose(ended -> stands(ended.value()) ? Timed.of(time, check) : skipped));
    }

    /** All rows, when the last has ended. */
    Future<List<CheckResult>> rows() {
        return Future.all(List.copyOf(checks.values()))
                .map(all -> checks.entrySet().stream()
                        .map(check -> row(check.getKey(), check.getValue().result()))
                        .toList());
    }

    private static boolean stands(Verdict verdict) {
        return verdict.status() == Status.PASS || verdict.status() == Status.WARN;
    }

    private static Verdict skipped(String needed) {
        return Verdict.skip("not run, because " + needed + " did not pass", "mend " + needed + " first");
    }

    private static CheckResult row(String name, Timed<Verdict> judged) {
        return judged.value().named(name, judged.took());
    }
}
