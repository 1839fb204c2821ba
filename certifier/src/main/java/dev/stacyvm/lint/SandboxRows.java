package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import java.util.regex.Pattern;

/** Further rows on sandboxes: values that are set, and weak. */
final class SandboxRows {
    private static final Pattern ROOT = Pattern.compile("(root|0+)(:.*)?");

    private final Configuration configuration;
    private final Rows rows;

    SandboxRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        rows.advise(
                "providers.mock",
                !configuration.flag("providers.mock.enabled"),
                "disabled",
                new Fault("the mock provider is enabled and isolates nothing", "set providers.mock.enabled to false"));
        new DockerRows(configuration, rows.lenient()).addWhereNotDefault();
        if (configuration.flag("providers.docker.enabled")) {
            docker();
        }
        timeouts();
    }

    private void docker() {
        String user = configuration.text("providers.docker.user").strip();
        rows.advise(
                "docker.user.root",
                !ROOT.matcher(user).matches(),
                "not root by configuration",
                new Fault("sandboxes run as root", "set a user such as 1000:1000"));
        String network = configuration.text("providers.docker.network_mode").strip();
        rows.advise(
                "docker.network_mode.shared",
                !network.equals("host") && !network.startsWith("container:"),
                "a network of its own",
                new Fault("sandboxes share the network of " + network, "use none, bridge or a network of its own"));
    }

    private void timeouts() {
        Duration usual = configuration.duration("defaults.default_exec_timeout");
        Duration most = configuration.duration("defaults.max_exec_timeout");
        if (usual.compareTo(Duration.ZERO) > 0 && most.compareTo(Duration.ZERO) > 0) {
            rows.advise(
                    "defaults.exec_timeouts.order",
                    usual.compareTo(most) <= 0,
                    "the default is within the maximum",
                    new Fault(
                            "the default " + GoDuration.format(usual) + " is above the maximum "
                                    + GoDuration.format(most),
                            "lower defaults.default_exec_timeout"));
        }
    }
}
