package dev.stacyvm.app;

import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.LoadResult;
import java.util.HashMap;
import java.util.Map;

/** What a configuration says of this host, for those who look at it: so what is certified is what is configured. */
public final class ConfiguredHost {
    private ConfiguredHost() {}

    /**
     * The environment of the process, with the engine that is configured, and what else sandboxes are made of where the
     * process does not say it.
     */
    public static Map<String, String> environment(Configuration configuration, Map<String, String> process) {
        Map<String, String> environment = new HashMap<>(process);
        String socket = configuration.providers().docker().socket().strip();
        if (!socket.isEmpty()) {
            environment.put("DOCKER_HOST", socket.startsWith("/") ? "unix://" + socket : socket);
        }
        CertificationSettings settings = CertificationSettings.of(process, configuration);
        Map.of(
                        "STACYVM_FIRECRACKER_KERNEL", settings.firecracker().kernel(),
                        "STACYVM_PROOT_ROOTFS", settings.proot().rootfs(),
                        "STACYVM_PROOT_WORKSPACE_BASE", settings.proot().workspace())
                .forEach((name, path) -> {
                    if (!path.isEmpty()) {
                        environment.put(name, path);
                    }
                });
        return environment;
    }

    static Map<String, String> environment(ConfigFile config, Map<String, String> process) {
        return config.result() instanceof LoadResult.Loaded loaded
                ? environment(loaded.configuration(), process)
                : process;
    }

    /** What the environment of the process says, else what was written in the configuration, never its defaults. */
    static CertificationSettings certification(ConfigFile config, Map<String, String> process) {
        return config.result() instanceof LoadResult.Loaded loaded
                ? CertificationSettings.of(process, loaded.configuration())
                : CertificationSettings.of(process);
    }
}
