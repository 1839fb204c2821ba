package dev.stacyvm.check;

import java.util.List;
import java.util.Map;

/** Judges what the processor lets one sandbox learn of another, and whether machines can be nested. */
final class CpuChecks {
    private static final String VULNERABILITIES = "sys/devices/system/cpu/vulnerabilities/";

    private CpuChecks() {}

    static Verdict nested(Map<String, String> files) {
        String intel = files.getOrDefault("sys/module/kvm_intel/parameters/nested", "");
        String amd = files.getOrDefault("sys/module/kvm_amd/parameters/nested", "");
        if (intel.isEmpty() && amd.isEmpty()) {
            return Verdict.warn(
                    "the kernel's KVM module is not loaded, or built in without telling",
                    "sudo modprobe kvm_intel, or kvm_amd");
        }
        boolean on = List.of("Y", "1").contains(intel) || List.of("Y", "1").contains(amd);
        return on
                ? Verdict.warn(
                        "virtual machines may nest, which widens what a guest can attack",
                        "set nested=0 for kvm_intel or kvm_amd in /etc/modprobe.d, unless it is needed")
                : Verdict.pass("KVM is loaded and virtual machines may not nest");
    }

    static Verdict mitigations(Map<String, String> files) {
        List<String> told = files.keySet().stream()
                .filter(name -> name.startsWith(VULNERABILITIES))
                .sorted()
                .toList();
        if (told.isEmpty()) {
            return Verdict.warn(
                    "the kernel does not tell which faults of the processor it mitigates", "use a newer kernel");
        }
        List<String> open = told.stream()
                .filter(name -> files.getOrDefault(name, "").startsWith("Vulnerable"))
                .map(name -> name.substring(VULNERABILITIES.length()))
                .toList();
        return open.isEmpty()
                ? Verdict.pass("all " + told.size() + " known faults of the processor are mitigated or absent")
                : Verdict.warn(
                        "the processor is vulnerable to: " + String.join(", ", open),
                        "install microcode updates and boot without mitigations=off");
    }

    static Verdict smt(Map<String, String> files) {
        return files.getOrDefault("sys/devices/system/cpu/smt/active", "0").equals("1")
                ? Verdict.warn(
                        "two sandboxes can share one core (SMT), and learn from its caches",
                        "boot with nosmt, or schedule sandboxes by core")
                : Verdict.pass("no two sandboxes share a core at once");
    }

    /** The first processor's line speaks for all; a virtual machine is told all ones. */
    static Verdict microcode(Map<String, String> files) {
        String revision = files.getOrDefault("proc/cpuinfo", "")
                .lines()
                .filter(line -> line.startsWith("microcode") && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        return revision.isEmpty() || revision.equals("0xffffffff")
                ? Verdict.warn(
                        "the processor's microcode is not told, as in a virtual machine",
                        "check it on the machine below, or install the microcode package")
                : Verdict.pass("the processor runs microcode " + revision).with("microcode", revision);
    }
}
