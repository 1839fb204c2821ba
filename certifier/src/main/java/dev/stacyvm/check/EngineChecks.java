package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.EngineReading.Unusable;
import dev.stacyvm.report.HostFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges whether there is a Docker engine and whether it runs on the host that is certified.
 *
 * @param host the host that this process runs on
 * @param engineHost the other host that is meant, or empty
 */
record EngineChecks(HostFacts host, String engineHost) {
    Verdict daemon(EngineReading reading) {
        if (reading instanceof Unusable unusable) {
            String message = "the Docker engine at " + unusable.endpoint() + " " + unusable.reason();
            return Verdict.fail(message, remedy(unusable));
        }
        Engine engine = (Engine) reading;
        List<String> differences = differences(engine);
        boolean named = !engineHost.isEmpty() && engineHost.equals(engine.name());
        return (differences.isEmpty() || named ? reachable(engine) : elsewhere(engine, differences))
                .with("endpoint", engine.endpoint())
                .with("engine_version", engine.version())
                .with("engine_host", engine.name())
                .with("engine_kernel", engine.kernel());
    }

    /** Whether it runs on another host, which is the one that is meant. */
    boolean isElsewhere(EngineReading reading) {
        return reading instanceof Engine engine && !differences(engine).isEmpty();
    }

    private static Verdict reachable(Engine engine) {
        if (EngineSurvey.isPodman(engine)) {
            return Verdict.warn(
                    "not Docker but Podman " + engine.version() + " answers at " + engine.endpoint(),
                    "certify the Docker engine that the provider uses, or prove this one with --live");
        }
        String version = engine.version().isEmpty() ? "of unknown version" : engine.version();
        return Verdict.pass("the Docker engine " + version + " answers at " + engine.endpoint());
    }

    private static Verdict elsewhere(Engine engine, List<String> differences) {
        String name = engine.name().isEmpty() ? "NAME" : engine.name();
        return Verdict.fail(
                "the Docker engine at " + engine.endpoint() + " runs on another host: "
                        + String.join(", ", differences),
                "run this on that host, or name it with --engine-host " + name);
    }

    /** A text that either side does not know is no difference. */
    private List<String> differences(Engine engine) {
        String[] os = host.os().split(" ", -1);
        List<String> found = new ArrayList<>();
        compare(found, "its name", engine.name(), host.hostname());
        compare(found, "its kernel", engine.kernel(), os.length > 1 ? os[1] : "");
        compare(found, "its architecture", engine.architecture(), os.length > 2 ? os[2] : "");
        return found;
    }

    private static void compare(List<String> found, String what, String theirs, String ours) {
        if (!theirs.isEmpty() && !ours.isEmpty() && !theirs.equals(ours)) {
            found.add(what + " is " + theirs + ", not " + ours);
        }
    }

    private static String remedy(Unusable unusable) {
        return switch (unusable.trouble()) {
            case ABSENT -> "sudo systemctl start docker, or set DOCKER_HOST to where the engine listens";
            case DENIED -> "sudo usermod -aG docker \"$USER\", then log in again";
            case SILENT -> "sudo systemctl restart docker";
            case NONSENSE -> "check what listens there; DOCKER_HOST must name a Docker engine";
            case UNSUPPORTED -> "set DOCKER_HOST to unix:///PATH or tcp://HOST:PORT, or unset it";
        };
    }
}
