package dev.stacyvm.app;

import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.check.CertificationSettings.Firecracker;
import dev.stacyvm.check.CertificationSettings.Proot;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.LoadResult;
import java.util.HashMap;
import java.util.Map;

/** What a configuration says of this host, for those who look at it: so what is certified is what is configured. */
final class ConfiguredHost {
    private ConfiguredHost() {}

    /** The environment of the process, with the engine that is configured. */
    static Map<String, String> environment(ConfigFile config, Map<String, String> process) {
        Map<String, String> environment = new HashMap<>(process);
        if (config.result() instanceof LoadResult.Loaded loaded) {
            String socket = loaded.configuration().providers().docker().socket().strip();
            if (!socket.isEmpty()) {
                environment.put("DOCKER_HOST", socket.startsWith("/") ? "unix://" + socket : socket);
            }
        }
        return environment;
    }

    /** What the environment of the process says, else what was written in the configuration, never its defaults. */
    static CertificationSettings certification(ConfigFile config, Map<String, String> process) {
        CertificationSettings said = CertificationSettings.of(process);
        return config.result() instanceof LoadResult.Loaded loaded ? filled(said, loaded.configuration()) : said;
    }

    private static CertificationSettings filled(CertificationSettings said, Configuration configuration) {
        Firecracker firecracker = new Firecracker(
                first(said.firecracker().kernel(), configuration, "providers.firecracker.kernel_path"),
                first(said.firecracker().rootfs(), configuration, "providers.firecracker.default_rootfs"),
                first(said.firecracker().agent(), configuration, "providers.firecracker.agent_path"),
                said.firecracker().jailer());
        Proot proot = new Proot(
                first(said.proot().rootfs(), configuration, "providers.proot.rootfs_path"),
                first(said.proot().workspace(), configuration, "providers.proot.workspace_base"));
        return said.withFirecracker(firecracker)
                .withProot(proot)
                .withStandsFor(configuration.certify().expiry());
    }

    private static String first(String said, Configuration configuration, String path) {
        return said.isEmpty() && !configuration.origin(path).isDefault()
                ? configuration.text(path).strip()
                : said;
    }
}
