package dev.stacyvm.check;

import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.probe.ProgramReading.Absent;
import dev.stacyvm.probe.ProgramReading.Broken;
import dev.stacyvm.probe.ProgramReading.Ran;
import dev.stacyvm.report.Status;

/** Judges whether a program is there and runs. */
final class ProgramChecks {
    private ProgramChecks() {}

    /** A program the runtime cannot do without. */
    static Verdict required(ProgramReading reading, String install) {
        if (reading instanceof Absent absent) {
            return Verdict.fail(absent.name() + " is not on the PATH", install);
        }
        if (reading instanceof Broken broken) {
            String message = "not proven: " + broken.path() + " --version " + broken.reason();
            return Verdict.fail(message, "run it by hand, mend or reinstall it: " + broken.path() + " --version");
        }
        Ran ran = (Ran) reading;
        return Verdict.pass(ran.name() + " " + ran.version() + " runs from " + ran.path())
                .with("path", ran.path())
                .with("version", ran.version());
    }

    /** A program that the runtime is better off with: what is wrong with it is a warning. */
    static Verdict optional(ProgramReading reading, String install) {
        Verdict verdict = required(reading, install);
        return new Verdict(
                verdict.status() == Status.FAIL ? Status.WARN : verdict.status(),
                verdict.message(),
                verdict.remediation(),
                verdict.evidence());
    }
}
