package dev.stacyvm.check;

import dev.stacyvm.probe.SandboxReading.Limits;
import dev.stacyvm.probe.SandboxReading.Throttling;
import dev.stacyvm.probe.SandboxReading.Trial;

/** Judges whether a sandbox is held to what it was granted. */
final class LimitChecks {
    private static final String CGROUPS =
            "mount the cgroup controllers memory, pids and cpu, and remove --ignore-cgroups from runtimeArgs";

    private LimitChecks() {}

    static Verdict memory(Limits limits) {
        return stopped(limits.memory(), limits.memoryWithin(), "four times its memory", "memory");
    }

    static Verdict pids(Limits limits) {
        return stopped(limits.pids(), limits.pidsWithin(), "more processes than granted", "processes");
    }

    static Verdict cpu(Limits limits) {
        Throttling seen = limits.cpu();
        if (seen.periods() == 0) {
            return Verdict.fail("not proven: the engine counts no scheduling periods of the sandbox", CGROUPS);
        }
        Verdict verdict = seen.throttled() > 0
                ? Verdict.pass("a sandbox that never pauses is held to its share of a core")
                : Verdict.fail(
                        "not proven: a sandbox that never pauses was not once held back",
                        "run this again when the host is less busy; else " + CGROUPS);
        return verdict.with("periods", Long.toString(seen.periods()))
                .with("throttled_periods", Long.toString(seen.throttled()));
    }

    /** The trial within the grant must have got through, else being stopped says nothing about the limit. */
    private static Verdict stopped(Trial trial, Trial within, String excess, String what) {
        if (!within.begun() || !within.finished()) {
            return Verdict.fail("not proven: a program within its limit of " + what + " " + within.end(), CGROUPS);
        }
        if (!trial.begun()) {
            return Verdict.fail("not proven: the program that takes " + excess + " " + trial.end(), CGROUPS);
        }
        return trial.finished()
                ? Verdict.fail("a sandbox got " + excess + ": its limit of " + what + " is not enforced", CGROUPS)
                : Verdict.pass("a sandbox that takes " + excess + " is stopped").with("end", trial.end());
    }
}
