package dev.stacyvm.check;

import java.time.Duration;
import java.util.Map;

/**
 * What an operator says about the host. Empty means not configured.
 *
 * @param firecracker paths that Firecracker is run with
 * @param proot paths that PRoot is run with
 * @param engineHost the name of another host whose Docker engine is meant to be certified from here
 * @param standsFor how long the certification stands; 30 days unless configured
 */
public record CertificationSettings(Firecracker firecracker, Proot proot, String engineHost, Duration standsFor) {
    private static final Duration MONTH = Duration.ofDays(30);

    /** A kernel image, a root file system, the agent inside it, and the jailer: files. */
    public record Firecracker(String kernel, String rootfs, String agent, String jailer) {}

    /** A root file system and the folder that workspaces are made in: folders. */
    public record Proot(String rootfs, String workspace) {}

    /** What the environment of the certification scripts says; all else is not configured. */
    public static CertificationSettings of(Map<String, String> environment) {
        return new CertificationSettings(
                new Firecracker(environment.getOrDefault("STACYVM_FIRECRACKER_KERNEL", ""), "", "", ""),
                new Proot(
                        environment.getOrDefault("STACYVM_PROOT_ROOTFS", ""),
                        environment.getOrDefault("STACYVM_PROOT_WORKSPACE_BASE", "")),
                "",
                MONTH);
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
