package dev.stacyvm.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * The section {@code providers}, as far as a host's certification and a worker's heartbeat need it.
 *
 * @param preferred the key {@code providers.default}
 * @param enabled the names in the order a heartbeat lists them; the custom provider under its own name
 */
public record ProviderSettings(
        String preferred, List<String> enabled, Docker docker, Firecracker firecracker, Proot proot, Limits limits) {
    private static final List<String> ORDER = List.of("mock", "firecracker", "docker", "e2b", "custom", "proot");

    /**
     * The Docker provider.
     *
     * @param socket blank: the engine's own default
     */
    public record Docker(String socket, String runtime, String networkMode, String seccompProfile, String user) {}

    /** The Firecracker provider: paths, blank where not set. */
    public record Firecracker(String binary, String kernel, String rootfs, String agent) {}

    /** The PRoot provider: a command's name or path, and two folders. */
    public record Proot(String binary, String rootfs, String workspaceBase) {}

    /** How many sandboxes a worker offers; zero is no limit. */
    public record Limits(int maxSandboxes, int maxSandboxesPerOwner) {}

    static ProviderSettings from(Configuration configuration) {
        return new ProviderSettings(
                configuration.text("providers.default"),
                ORDER.stream().flatMap(name -> enabled(configuration, name)).toList(),
                docker(configuration),
                firecracker(configuration),
                proot(configuration),
                new Limits(
                        configuration.number("defaults.max_sandboxes"),
                        configuration.number("defaults.max_sandboxes_per_owner")));
    }

    private static Stream<String> enabled(Configuration configuration, String name) {
        if (!configuration.flag("providers." + name + ".enabled")) {
            return Stream.empty();
        }
        return Stream.of(name.equals("custom") ? configuration.text("providers.custom.name") : name);
    }

    private static Docker docker(Configuration configuration) {
        return new Docker(
                configuration.text("providers.docker.socket"),
                configuration.text("providers.docker.runtime"),
                configuration.text("providers.docker.network_mode"),
                configuration.text("providers.docker.seccomp_profile"),
                configuration.text("providers.docker.user"));
    }

    private static Firecracker firecracker(Configuration configuration) {
        return new Firecracker(
                configuration.text("providers.firecracker.firecracker_path"),
                configuration.text("providers.firecracker.kernel_path"),
                configuration.text("providers.firecracker.default_rootfs"),
                configuration.text("providers.firecracker.agent_path"));
    }

    private static Proot proot(Configuration configuration) {
        return new Proot(
                configuration.text("providers.proot.proot_binary"),
                configuration.text("providers.proot.rootfs_path"),
                configuration.text("providers.proot.workspace_base"));
    }
}
