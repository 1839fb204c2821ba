package dev.stacyvm.check;

import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.KvmReading.NotTried;
import dev.stacyvm.probe.KvmReading.OtherVersion;
import dev.stacyvm.probe.KvmReading.Refused;
import dev.stacyvm.probe.KvmReading.Step;

/** Judges the KVM device: {@code kvm} is whether virtual machines can be made, {@code access} whether this user may. */
final class KvmChecks {
    private static final String GRANT = "sudo usermod -aG kvm \"$USER\", then log in again";

    private KvmChecks() {}

    static Verdict kvm(KvmReading reading) {
        if (reading instanceof Refused refused) {
            return refused(refused);
        }
        if (reading instanceof OtherVersion other) {
            return Verdict.fail(
                    "/dev/kvm speaks version " + other.version() + " of its interface, not 12", "use a newer kernel");
        }
        if (reading instanceof NotTried notTried) {
            return Verdict.fail("not proven: /dev/kvm was not used: " + notTried.reason(), "use a supported Java 17+");
        }
        return Verdict.pass("/dev/kvm makes virtual machines").with("kvm_api", "12");
    }

    /** As {@link #kvm}, for an engine, which runs as root: what this user may not do says nothing of it. */
    static Verdict ofEngine(KvmReading reading) {
        return isDenied(reading)
                ? Verdict.warn("/dev/kvm exists, and this user may not open it to prove that it works", GRANT)
                : kvm(reading);
    }

    /** Whether this user may open the device, as far as the reading tells. */
    static Verdict access(KvmReading reading) {
        if (isDenied(reading)) {
            return Verdict.warn("this user may not read and write /dev/kvm", GRANT);
        }
        boolean opened = !(reading instanceof NotTried) && !(reading instanceof Refused r && r.step() == Step.OPEN);
        return opened
                ? Verdict.pass("this user may read and write /dev/kvm")
                : Verdict.skip("not run, because /dev/kvm could not be opened", "mend firecracker.kvm first");
    }

    private static boolean isDenied(KvmReading reading) {
        return reading instanceof Refused refused
                && refused.step() == Step.OPEN
                && (refused.errno().equals("EACCES") || refused.errno().equals("EPERM"));
    }

    private static Verdict refused(Refused refused) {
        if (isDenied(refused)) {
            return denied(refused);
        }
        Verdict verdict = switch (refused.errno()) {
            case "ENOENT" ->
                Verdict.fail(
                        "/dev/kvm does not exist",
                        "turn on virtualization in the firmware (or"
                                + " nested virtualization on the hypervisor), then sudo modprobe kvm_intel || sudo modprobe"
                                + " kvm_amd");
            case "EBUSY" ->
                Verdict.fail(
                        "/dev/kvm is busy: another hypervisor holds the CPU's virtualization",
                        "stop the other hypervisor, such as VirtualBox");
            case "ENODEV", "ENXIO" ->
                Verdict.fail("/dev/kvm has no driver behind it", "sudo modprobe kvm_intel || sudo modprobe kvm_amd");
            default ->
                Verdict.fail(
                        "/dev/kvm refused " + refused.step() + " with " + refused.errno(),
                        "ls -l /dev/kvm must show a character device 10, 232; see dmesg for what KVM says");
        };
        return verdict.with("errno", refused.errno());
    }

    private static Verdict denied(Refused refused) {
        return Verdict.fail("not proven: /dev/kvm exists, and this user may not open it", GRANT)
                .with("errno", refused.errno());
    }
}
