package dev.stacyvm.check;

import dev.stacyvm.probe.SandboxReading.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges which isolation a sandbox really got, from what a program in it sees. */
final class IsolationChecks {
    private static final List<String> NAMESPACES = List.of("ipc", "mnt", "net", "pid", "uts");
    private static final String GVISOR = "Starting gVisor...";
    private static final String FILTER_MODE = "2";

    private IsolationChecks() {}

    static Verdict of(String word, Tried tried) {
        return switch (word) {
            case "gvisor" -> gvisor(tried);
            case "kata" -> kata(tried);
            default -> container(tried.inside(), tried.outside());
        };
    }

    /** Only the loopback device may be there. */
    static Verdict network(Map<String, String> inside) {
        String devices = inside.getOrDefault("devices", "");
        if (devices.isEmpty()) {
            return Verdict.fail(
                    "not proven: the sandbox does not tell its network devices", "use an image with a shell");
        }
        return devices.equals("lo")
                ? Verdict.pass("a sandbox without a network has the loopback device only")
                : Verdict.fail(
                        "a sandbox without a network has these devices: " + devices,
                        "check the engine's network settings and the runtime's arguments");
    }

    private static Verdict container(Map<String, String> inside, Map<String, String> outside) {
        List<String> faults = new ArrayList<>();
        for (String name : NAMESPACES) {
            String own = inside.getOrDefault("ns." + name, "");
            if (own.isEmpty() || own.equals(outside.getOrDefault("ns." + name, ""))) {
                faults.add(
                        own.isEmpty()
                                ? "its " + name + " namespace is not told"
                                : "it shares the " + name + " namespace");
            }
        }
        expect(faults, inside, "Seccomp", FILTER_MODE);
        expect(faults, inside, "NoNewPrivs", "1");
        expect(faults, inside, "CapEff", "0000000000000000");
        expect(faults, inside, "CapBnd", "0000000000000000");
        return faults.isEmpty()
                ? Verdict.pass("a sandbox has namespaces of its own, a seccomp filter and no capabilities")
                        .with("seccomp", FILTER_MODE)
                        .with("kernel", inside.getOrDefault("kernel", ""))
                : Verdict.fail(
                        "a sandbox is not isolated as it was asked for: " + String.join(", ", faults),
                        "check /etc/docker/daemon.json for userland overrides, and use a kernel with CONFIG_SECCOMP_FILTER");
    }

    private static void expect(List<String> faults, Map<String, String> inside, String name, String value) {
        String seen = inside.getOrDefault(name, "");
        if (!seen.equals(value)) {
            faults.add(name + " is " + (seen.isEmpty() ? "not told" : seen) + ", not " + value);
        }
    }

    private static Verdict gvisor(Tried tried) {
        String log = tried.inside().getOrDefault("dmesg", "");
        String kernel = tried.inside().getOrDefault("kernel", "");
        String host = tried.outside().getOrDefault("kernel", "");
        boolean own = log.contains(GVISOR) && !kernel.isEmpty() && !kernel.equals(host);
        return own
                ? Verdict.pass("a sandbox runs on gVisor's own kernel")
                        .with("kernel", kernel)
                        .with("log", log)
                : Verdict.fail(
                        "a sandbox does not run on gVisor: its kernel is " + shown(kernel) + ", the host's is " + host
                                + ", and its kernel log begins with " + shown(log),
                        "register the real runsc under \"runtimes\" in /etc/docker/daemon.json: sudo runsc install");
    }

    private static Verdict kata(Tried tried) {
        List<String> faults = new ArrayList<>();
        for (String name : List.of("kernel", "boot_id")) {
            String guest = tried.inside().getOrDefault(name, "");
            String host = tried.outside().getOrDefault(name, "");
            if (guest.isEmpty() || host.isEmpty() || guest.equals(host)) {
                faults.add(name + (guest.isEmpty() || host.isEmpty() ? " is not told" : " is the host's"));
            }
        }
        if (tried.vmm().isEmpty()) {
            faults.add("no process was seen to hold /dev/kvm for it");
        }
        return faults.isEmpty()
                ? Verdict.pass("a sandbox runs on a guest kernel of its own")
                        .with("kernel", tried.inside().getOrDefault("kernel", ""))
                        .with("vmm", tried.vmm().orElse(""))
                : Verdict.fail(
                        "not proven that a sandbox runs in a virtual machine: " + String.join(", ", faults),
                        "run this as root, and check kata-runtime check");
    }

    private static String shown(String value) {
        return value.isEmpty() ? "not told" : value;
    }
}
