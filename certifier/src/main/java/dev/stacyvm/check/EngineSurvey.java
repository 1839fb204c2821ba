package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading.Engine;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges how the Docker engine is set beyond what is required of it. */
final class EngineSurvey {
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})\\..*");
    private static final int OLDEST = 25;

    private EngineSurvey() {}

    static boolean isPodman(Engine engine) {
        return engine.product().startsWith("Podman");
    }

    static Verdict age(Engine engine) {
        if (isPodman(engine)) {
            return Verdict.warn(
                    "the engine is Podman " + engine.version() + ", whose versions are not Docker's",
                    "check that this release of Podman is maintained");
        }
        Matcher matcher = MAJOR.matcher(engine.version());
        boolean recent = matcher.matches() && Integer.parseInt(matcher.group(1)) >= OLDEST;
        return recent
                ? Verdict.pass("the engine is of version " + engine.version())
                : Verdict.warn(
                        "the engine's version is "
                                + (engine.version().isEmpty()
                                        ? "not known"
                                        : engine.version() + ", older than " + OLDEST),
                        "install a newer Docker engine");
    }

    static Verdict rootless(Engine engine) {
        List<String> options = engine.securityOptions().orElse(List.of());
        boolean confined = options.contains("name=rootless") || options.contains("name=userns");
        return confined
                ? Verdict.pass("root in a sandbox is not root on the host")
                : Verdict.warn(
                        "root in a sandbox is root on the host, should it break out",
                        "run a rootless engine, or set userns-remap in /etc/docker/daemon.json");
    }

    static Verdict liveRestore(Engine engine) {
        return engine.liveRestore()
                ? Verdict.pass("sandboxes outlive a restart of the engine")
                : Verdict.warn(
                        "a restart of the engine ends its sandboxes",
                        "set \"live-restore\": true in /etc/docker/daemon.json");
    }
}
