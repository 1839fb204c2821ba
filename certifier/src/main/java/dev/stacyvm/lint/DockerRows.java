package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import java.util.List;

/** The rows of the Docker provider, where it is the default. */
final class DockerRows {
    private final Configuration configuration;
    private final Rows rows;

    DockerRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        if (isChecked(configuration)) {
            isolation();
            limits();
            return;
        }
        String preferred = configuration.text("providers.default");
        rows.warn(
                "providers.default",
                new Fault(
                        "the default provider is " + preferred
                                + ", which lint does not know as it knows an enabled docker",
                        "certify the provider before production"));
    }

    /** The rows of a provider that is enabled without being the default. */
    void addWhereNotDefault() {
        if (configuration.flag("providers.docker.enabled") && !isChecked(configuration)) {
            isolation();
            limits();
        }
    }

    private static boolean isChecked(Configuration configuration) {
        return configuration.text("providers.default").equals("docker")
                && configuration.flag("providers.docker.enabled");
    }

    private void isolation() {
        filled("runtime", "set it to runc, runsc or kata explicitly");
        filled("network_mode", "set it explicitly");
        String seccomp = configuration.text("providers.docker.seccomp_profile");
        rows.require(
                "docker.seccomp_profile",
                !seccomp.isEmpty() && !seccomp.equals("unconfined"),
                seccomp,
                new Fault("seccomp is not enforced", "use default or a stricter profile"));
        List<String> added = configuration.list("providers.docker.added_caps");
        rows.require(
                "docker.added_caps",
                added.isEmpty(),
                "none",
                new Fault("capabilities are added: " + String.join(",", added), "remove those that are not certified"));
        List<String> dropped = configuration.list("providers.docker.dropped_caps");
        rows.require(
                "docker.dropped_caps",
                dropped.contains("ALL"),
                String.join(",", dropped),
                new Fault("ALL is not dropped", "drop ALL and add back what is certified"));
    }

    private void limits() {
        String memory = configuration.text("providers.docker.memory");
        String cpus = configuration.text("providers.docker.cpus");
        int pids = configuration.number("providers.docker.pids_limit");
        rows.require(
                "docker.resource_limits",
                !memory.isEmpty() && !cpus.isEmpty() && pids > 0,
                "memory " + memory + ", cpus " + cpus + ", pids " + pids,
                new Fault("a limit is missing", "set memory, cpus and pids_limit"));
        filled("user", "set a user that is not root, such as 1000:1000");
    }

    private void filled(String name, String fix) {
        String value = configuration.text("providers.docker." + name);
        rows.require("docker." + name, !value.isEmpty(), value, new Fault("it is empty", fix));
    }
}
