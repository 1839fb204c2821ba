package dev.stacyvm.app;

import dev.stacyvm.check.CertificationSettings;
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
        return config.result() instanceof LoadResult.Loaded loaded
                ? CertificationSettings.of(process, loaded.configuration())
                : CertificationSettings.of(process);
    }
}
