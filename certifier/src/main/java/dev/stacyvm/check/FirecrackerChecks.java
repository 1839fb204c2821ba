package dev.stacyvm.check;

import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.report.CheckResult;
import java.util.List;
import java.util.Optional;

/** Judges what Firecracker needs. */
final class FirecrackerChecks {
    private FirecrackerChecks() {}

    /** Paths are empty where none is configured. */
    record Readings(
            Timed<ProgramReading> binary,
            Timed<KvmReading> kvm,
            Timed<Optional<PathReading>> kernel,
            Timed<Optional<PathReading>> rootfs,
            Timed<Optional<PathReading>> agent,
            Timed<ProgramReading> jailer) {}

    static List<CheckResult> judge(Readings read) {
        String install = "install firecracker from its release page into a folder of the PATH";
        Rows rows = new Rows()
                .add(
                        "firecracker.binary",
                        read.binary().took(),
                        ProgramChecks.required(read.binary().value(), install))
                .add(
                        "firecracker.kvm",
                        read.kvm().took(),
                        KvmChecks.kvm(read.kvm().value()))
                .add(
                        "firecracker.kvm_access",
                        read.kvm().took(),
                        KvmChecks.access(read.kvm().value()))
                .add(
                        "firecracker.kernel",
                        read.kernel().took(),
                        PathChecks.kernel(read.kernel().value(), "STACYVM_FIRECRACKER_KERNEL"));
        optional(rows, "rootfs", read.rootfs(), false);
        optional(rows, "agent", read.agent(), true);
        return rows.add(
                        "firecracker.jailer",
                        read.jailer().took(),
                        ProgramChecks.optional(read.jailer().value(), "install the jailer that comes with firecracker"))
                .list();
    }

    private static void optional(Rows rows, String what, Timed<Optional<PathReading>> reading, boolean mustRun) {
        reading.value()
                .ifPresent(read ->
                        rows.add("firecracker." + what, reading.took(), PathChecks.optionalFile(read, what, mustRun)));
    }
}
