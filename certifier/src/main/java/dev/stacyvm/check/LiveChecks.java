package dev.stacyvm.check;

import dev.stacyvm.probe.BootReading;
import dev.stacyvm.probe.ProotReading;
import dev.stacyvm.probe.SandboxReading;
import dev.stacyvm.report.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Judges what real sandboxes showed. Every row of it is required: what was not seen is not proven. */
final class LiveChecks {
    private static final List<String> AFTER_RUN =
            List.of("isolation", "network", "limit_memory", "limit_pids", "limit_cpu", "cleanup");

    private LiveChecks() {}

    /** The rows of a runtime that is reached through the Docker engine. */
    static List<CheckResult> sandbox(String word, Timed<SandboxReading> reading) {
        if (reading.value() instanceof SandboxReading.NotTried notTried) {
            Verdict verdict = Verdict.fail("not proven: " + notTried.reason(), notTried.remedy());
            return rest(word, new Rows().add(word + ".run", reading.took(), verdict), LiveChecks::unreachable);
        }
        SandboxReading.Tried tried = (SandboxReading.Tried) reading.value();
        Rows rows = new Rows().add(word + ".run", reading.took(), LifeChecks.life(tried));
        String run = word + ".run";
        rows.after(run, word + ".isolation", Duration.ZERO, () -> IsolationChecks.of(word, tried))
                .after(run, word + ".network", Duration.ZERO, () -> IsolationChecks.network(tried.inside()))
                .after(run, word + ".limit_memory", Duration.ZERO, () -> LimitChecks.memory(tried.limits()))
                .after(run, word + ".limit_pids", Duration.ZERO, () -> LimitChecks.pids(tried.limits()))
                .after(run, word + ".limit_cpu", Duration.ZERO, () -> LimitChecks.cpu(tried.limits()));
        return rows.add(word + ".cleanup", Duration.ZERO, LifeChecks.cleanup(tried.left()))
                .list();
    }

    /** The names of those rows. */
    static List<String> sandboxRows(String word) {
        return Stream.concat(Stream.of("run"), AFTER_RUN.stream())
                .map(row -> word + "." + row)
                .toList();
    }

    /** Rows of a trial that was not made, because a required check before it failed. */
    static List<CheckResult> skipped(List<String> names, String needed) {
        Verdict verdict = Verdict.skip("not run, because " + needed + " did not pass", "mend " + needed + " first");
        return names.stream().map(name -> verdict.named(name, Duration.ZERO)).toList();
    }

    static List<CheckResult> proot(Timed<ProotReading> reading) {
        if (reading.value() instanceof ProotReading.NotTried notTried) {
            Verdict verdict = Verdict.fail("not proven: " + notTried.reason(), notTried.remedy());
            return new Rows()
                    .add("proot.run", reading.took(), verdict)
                    .after("proot.run", "proot.confinement", Duration.ZERO, LiveChecks::unreachable)
                    .list();
        }
        ProotReading.Tried tried = (ProotReading.Tried) reading.value();
        return new Rows()
                .add("proot.run", reading.took(), ran(tried))
                .after("proot.run", "proot.confinement", Duration.ZERO, () -> confined(tried))
                .list();
    }

    static CheckResult firecracker(Timed<BootReading> reading) {
        return boot(reading.value()).named("firecracker.boot", reading.took());
    }

    private static List<CheckResult> rest(String word, Rows rows, Supplier<Verdict> judge) {
        for (String each : AFTER_RUN) {
            rows.after(word + ".run", word + "." + each, Duration.ZERO, judge);
        }
        return rows.list();
    }

    private static Verdict unreachable() {
        throw new IllegalStateException("a row after a failed one is skipped, never judged");
    }

    private static Verdict ran(ProotReading.Tried tried) {
        String what = !tried.rootfs()
                ? "its root was not the rootfs"
                : tried.exit() != 7
                        ? "it ended with status " + tried.exit() + ", not 7"
                        : tried.workspace() ? "" : "what it wrote did not arrive in the workspace";
        return what.isEmpty()
                ? Verdict.pass("a program under PRoot saw its rootfs, wrote its workspace and ended as told")
                        .with("took_ms", Long.toString(tried.took().toMillis()))
                : Verdict.fail(
                        "a program under PRoot did not run as it must: " + what,
                        "check that the rootfs holds /bin/sh, cat and ls of this architecture, and that ptrace is allowed");
    }

    private static Verdict confined(ProotReading.Tried tried) {
        if (!tried.reached().isEmpty()) {
            return Verdict.fail(
                    "a program under PRoot read a file outside its rootfs and workspace, by: "
                            + String.join(", ", new TreeSet<>(tried.reached())),
                    "use a newer proot");
        }
        return tried.besideRootfs()
                ? Verdict.pass("a program under PRoot did not reach files beside its rootfs and workspace")
                : Verdict.fail(
                        "not proven: no file could be put beside the rootfs to try to reach it",
                        "run this as a user who may write the folder that holds the rootfs");
    }

    private static Verdict boot(BootReading reading) {
        if (reading instanceof BootReading.NotTried notTried) {
            return Verdict.fail("not proven: " + notTried.reason(), notTried.remedy());
        }
        BootReading.Tried tried = (BootReading.Tried) reading;
        String remedy = "boot it by hand: firecracker --no-api --config-file FILE";
        if (!tried.console()) {
            return Verdict.fail("the kernel was not seen to start, and firecracker " + tried.end(), remedy);
        }
        return tried.left().isEmpty()
                ? Verdict.pass("the kernel booted as a microVM and nothing of it is left")
                        .with("took_ms", Long.toString(tried.took().toMillis()))
                : Verdict.fail("left behind: " + String.join(", ", tried.left()), "remove it by hand");
    }
}
