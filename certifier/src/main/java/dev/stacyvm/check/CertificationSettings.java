package dev.stacyvm.check;

import dev.stacyvm.config.Configuration;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * What an operator says about the host. Empty means not configured.
 *
 * @param firecracker paths that Firecracker is run with
 * @param proot paths that PRoot is run with
 * @param engineHost the name of another host whose Docker engine is meant to be certified from here
 * @param standsFor how long the certification stands; 30 days unless configured
 */
public record CertificationSettings(Firecracker firecracker, Proot proot, String engineHost, Duration standsFor) {
    /** A kernel image, a root file system and the agent that goes inside it: files. */
    public record Firecracker(String kernel, String rootfs, String agent) {}

    /** A root file system and the folder that workspaces are made in: folders. */
    public record Proot(String rootfs, String workspace) {}

    /** What the environment of the certification scripts says; all else is not configured. */
    public static CertificationSettings of(Map<String, String> environment) {
        return of(environment, Configuration.defaults());
    }

    /** The same, where it says nothing what the configuration sets; what that has by default is not configured. */
    public static CertificationSettings of(Map<String, String> environment, Configuration configuration) {
        Function<String, String> set =
                key -> configuration.isSet(key) ? configuration.text(key).strip() : "";
        return new CertificationSettings(
                new Firecracker(
                        named(
                                environment,
                                "STACYVM_FIRECRACKER_KERNEL",
                                set.apply("providers.firecracker.kernel_path")),
                        set.apply("providers.firecracker.default_rootfs"),
                        set.apply("providers.firecracker.agent_path")),
                new Proot(
                        named(environment, "STACYVM_PROOT_ROOTFS", set.apply("providers.proot.rootfs_path")),
                        named(
                                environment,
                                "STACYVM_PROOT_WORKSPACE_BASE",
                                set.apply("providers.proot.workspace_base"))),
                "",
                configuration.certify().expiry());
    }

    private static String named(Map<String, String> environment, String variable, String configured) {
        String value = environment.getOrDefault(variable, "");
        return value.isBlank() ? configured : value;
    }

    public CertificationSettings withFirecracker(Firecracker paths) {
        return new CertificationSettings(paths, proot, engineHost, standsFor);
    }

    public CertificationSettings withProot(Proot paths) {
        return new CertificationSettings(firecracker, paths, engineHost, standsFor);
    }

    public CertificationSettings withEngineHost(String name) {
        return new CertificationSettings(firecracker, proot, name, standsFor);
    }

    public CertificationSettings withStandsFor(Duration time) {
        return new CertificationSettings(firecracker, proot, engineHost, time);
    }
}
