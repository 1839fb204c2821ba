package dev.stacyvm.check;

import dev.stacyvm.probe.EngineRuntime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a sandbox runtime is recognised among those registered with an engine: by its whole name, its containerd type or
 * the base name of its binary; never by a part of them. A name alone is not enough when the binary or type behind it is
 * plainly another runtime.
 *
 * @param says found in what its program prints when it is asked for its version
 * @param virtual whether it makes virtual machines
 */
record RuntimeRule(
        String title,
        Set<String> names,
        Pattern types,
        Pattern binaries,
        Pattern says,
        boolean virtual,
        String remedy) {
    private static final Set<String> ORDINARY_BINARIES =
            Set.of("runc", "crun", "youki", "containerd-shim-runc-v1", "containerd-shim-runc-v2");
    private static final Pattern ORDINARY_TYPES =
            Pattern.compile("io\\.containerd\\.(runc\\.v[12]|runtime\\.v1\\.linux)");

    static final RuntimeRule GVISOR = new RuntimeRule(
            "gVisor",
            Set.of("runsc", "gvisor"),
            Pattern.compile("io\\.containerd\\.runsc\\.v1"),
            Pattern.compile("runsc|containerd-shim-runsc-v1"),
            Pattern.compile("\\brunsc\\b"),
            false,
            "sudo runsc install && sudo systemctl restart docker");
    static final RuntimeRule KATA = new RuntimeRule(
            "Kata",
            Set.of("kata", "kata-runtime", "kata-containers", "kata-qemu", "kata-clh", "kata-fc"),
            Pattern.compile("io\\.containerd\\.kata(-[a-z0-9-]+)?\\.v2"),
            Pattern.compile("kata-runtime|containerd-shim-kata(-[a-z0-9-]+)?-v2"),
            Pattern.compile("(?i)\\bkata\\b"),
            true,
            "register kata-runtime with runtimeType io.containerd.kata.v2 under \"runtimes\" in"
                    + " /etc/docker/daemon.json, then sudo systemctl restart docker");

    Optional<EngineRuntime> find(List<EngineRuntime> runtimes) {
        return runtimes.stream()
                .filter(this::recognises)
                .filter(runtime -> !isOrdinary(runtime))
                .findFirst();
    }

    /** The program to ask for its version, where it is one that answers: a shim speaks to containerd alone. */
    static Optional<String> program(EngineRuntime runtime) {
        String path = runtime.path();
        boolean shim = binary(runtime).startsWith("containerd-shim-") || path.startsWith("io.containerd.");
        return path.isEmpty() || shim ? Optional.empty() : Optional.of(path);
    }

    boolean isSaidBy(String version) {
        return says.matcher(version).find();
    }

    /** One that carries the name and runs something else. */
    Optional<EngineRuntime> findImpostor(List<EngineRuntime> runtimes) {
        return runtimes.stream()
                .filter(this::recognises)
                .filter(RuntimeRule::isOrdinary)
                .findFirst();
    }

    private boolean recognises(EngineRuntime runtime) {
        return names.contains(runtime.name())
                || types.matcher(runtime.name()).matches()
                || types.matcher(runtime.type()).matches()
                || types.matcher(runtime.path()).matches()
                || binaries.matcher(binary(runtime)).matches();
    }

    private static boolean isOrdinary(EngineRuntime runtime) {
        return ORDINARY_BINARIES.contains(binary(runtime))
                || ORDINARY_TYPES.matcher(runtime.type()).matches();
    }

    private static String binary(EngineRuntime runtime) {
        return runtime.path().substring(runtime.path().lastIndexOf('/') + 1);
    }
}
