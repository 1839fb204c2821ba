package dev.stacyvm.check;

import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.report.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Judges what PRoot needs, and says what it is not. */
final class ProotChecks {
    private static final Verdict NO_BOUNDARY = Verdict.warn(
            "PRoot translates paths and is no isolation boundary: what runs in it can do all that its user can",
            "run code you do not trust with docker, gvisor, kata or firecracker");

    private ProotChecks() {}

    /** Paths are empty where none is configured. */
    static List<CheckResult> judge(
            Timed<ProgramReading> binary, Timed<Optional<PathReading>> rootfs, Timed<Optional<PathReading>> workspace) {
        Verdict tree = PathChecks.rootfs(rootfs.value(), "STACYVM_PROOT_ROOTFS");
        Verdict base = PathChecks.writableFolder(workspace.value(), "workspace base", "STACYVM_PROOT_WORKSPACE_BASE");
        return new Rows()
                .add(
                        "proot.binary",
                        binary.took(),
                        ProgramChecks.required(binary.value(), "sudo apt-get install proot"))
                .add("proot.rootfs", rootfs.took(), tree)
                .add("proot.workspace", workspace.took(), base)
                .add("proot.isolation", Duration.ZERO, NO_BOUNDARY)
                .list();
    }
}
