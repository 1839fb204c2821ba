package dev.stacyvm.check;

import dev.stacyvm.report.HostFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges how the kernel is set, from the files it tells it in. */
final class KernelChecks {
    private static final Pattern RELEASE = Pattern.compile("Linux (\\d{1,4})\\.(\\d{1,4}).*");
    private static final Set<String> CONFINING = Set.of("apparmor", "selinux", "smack", "tomoyo");
    private static final Set<String> CONTROLLERS = Set.of("cpu", "memory", "pids");
    private static final int OLDEST_MAJOR = 5;
    private static final int OLDEST_MINOR = 10;
    private static final long LEAST_FREE = 2L * 1024 * 1024 * 1024;
    private static final double LEAST_SHARE = 0.05;

    private KernelChecks() {}

    static Verdict release(HostFacts facts) {
        Matcher matcher = RELEASE.matcher(facts.os());
        if (!matcher.matches()) {
            return Verdict.warn("the kernel's release is not known", "check uname -r");
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        boolean recent = major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
        return recent
                ? Verdict.pass("the kernel " + major + "." + minor + " is maintained or newer than what is")
                : Verdict.warn(
                        "the kernel " + major + "." + minor + " is older than 5.10, the oldest that is maintained",
                        "install a newer kernel");
    }

    static Verdict cgroup(Map<String, String> files) {
        List<String> controllers = words(files.getOrDefault("sys/fs/cgroup/cgroup.controllers", ""), " ");
        if (!files.containsKey("sys/fs/cgroup/cgroup.controllers")) {
            return Verdict.warn(
                    "the host does not use cgroup v2 alone", "boot with systemd.unified_cgroup_hierarchy=1");
        }
        return controllers.containsAll(CONTROLLERS)
                ? Verdict.pass("cgroup v2 limits cpu, memory and pids")
                : Verdict.warn(
                        "cgroup v2 lacks one of the controllers cpu, memory, pids: it has "
                                + (controllers.isEmpty() ? "none" : String.join(", ", controllers)),
                        "enable them on the kernel command line, such as cgroup_enable=memory");
    }

    static Verdict userNamespaces(Map<String, String> files) {
        String most = files.getOrDefault("proc/sys/user/max_user_namespaces", "");
        return most.matches("0*[1-9]\\d*")
                ? Verdict.pass("user namespaces can be made").with("max", most)
                : Verdict.warn(
                        "no user namespaces can be made, so neither rootless engines nor userns-remap work",
                        "sudo sysctl -w user.max_user_namespaces=15000");
    }

    static Verdict lsm(Map<String, String> files) {
        String active = files.getOrDefault("sys/kernel/security/lsm", "");
        return words(active, ",").stream().anyMatch(CONFINING::contains)
                ? Verdict.pass("a security module confines programs").with("lsm", active)
                : Verdict.warn(
                        "no security module such as AppArmor or SELinux is seen to confine programs",
                        "enable AppArmor or SELinux, and mount securityfs");
    }

    static Verdict ksm(Map<String, String> files) {
        return files.getOrDefault("sys/kernel/mm/ksm/run", "0").equals("1")
                ? Verdict.warn(
                        "the kernel merges equal memory pages, which lets one sandbox learn what another holds",
                        "echo 2 | sudo tee /sys/kernel/mm/ksm/run")
                : Verdict.pass("memory pages are not merged across sandboxes");
    }

    /** The first line is a heading; each further one is an area of swap. */
    static Verdict swap(Map<String, String> files) {
        if (!files.containsKey("proc/swaps")) {
            return Verdict.warn("it is not known whether memory is swapped", "check swapon --show");
        }
        long areas = files.getOrDefault("proc/swaps", "")
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .count();
        return areas == 0
                ? Verdict.pass("memory is not swapped")
                : Verdict.warn(
                        "memory of sandboxes can be written to " + areas + " area(s) of swap",
                        "sudo swapoff -a, or encrypt the swap with a key of each boot");
    }

    static Verdict disk(Map<String, String> files) {
        long free = number(files.getOrDefault("disk.free", ""));
        long total = number(files.getOrDefault("disk.total", ""));
        if (total <= 0) {
            return Verdict.warn("it is not known how much disk is free", "check df");
        }
        String shown = free / (1024 * 1024) + " MiB of " + total / (1024 * 1024);
        return free >= LEAST_FREE && free >= total * LEAST_SHARE
                ? Verdict.pass("the disk of sandboxes has free " + shown)
                : Verdict.warn("the disk of sandboxes has only free " + shown, "free some, or add a disk");
    }

    static Verdict timeSync(Map<String, String> files) {
        boolean kept = files.containsKey("run/systemd/timesync/synchronized")
                || files.containsKey("run/chrony/chronyd.pid")
                || files.containsKey("run/ntpd.pid");
        return kept
                ? Verdict.pass("a time service keeps the clock")
                : Verdict.warn(
                        "no time service is seen to keep the clock, which tokens depend on",
                        "sudo apt-get install chrony");
    }

    private static List<String> words(String text, String between) {
        return Arrays.stream(text.split(between, -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
