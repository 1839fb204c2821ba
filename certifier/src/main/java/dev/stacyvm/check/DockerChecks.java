package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.report.CheckResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Judges Docker. */
final class DockerChecks {
    private static final String TURN_ON_SECCOMP =
            "remove \"seccomp-profile\": \"unconfined\" from /etc/docker/daemon.json and use a kernel built with"
                    + " CONFIG_SECCOMP_FILTER";

    private final EngineChecks engines;

    DockerChecks(EngineChecks engines) {
        this.engines = engines;
    }

    List<CheckResult> docker(Timed<ProgramReading> cli, Timed<EngineReading> engine) {
        return new Rows()
                .add("docker.cli", cli.took(), ProgramChecks.required(cli.value(), "install the Docker CLI"))
                .after("docker.cli", "docker.daemon", engine.took(), () -> engines.daemon(engine.value()))
                .after("docker.daemon", "docker.seccomp", Duration.ZERO, () -> seccomp((Engine) engine.value()))
                .list();
    }

    private static Verdict seccomp(Engine engine) {
        Optional<String> option = engine.securityOptions().stream()
                .flatMap(List::stream)
                .filter(DockerChecks::namesSeccomp)
                .findFirst();
        if (option.isEmpty()) {
            return Verdict.warn("the engine does not show seccomp among its security options", TURN_ON_SECCOMP);
        }
        boolean unconfined = Arrays.asList(option.get().split(",", -1)).contains("profile=unconfined");
        return unconfined
                ? Verdict.warn("the engine's seccomp profile is unconfined", TURN_ON_SECCOMP)
                : Verdict.pass("the engine confines containers with seccomp").with("security_option", option.get());
    }

    private static boolean namesSeccomp(String option) {
        List<String> parts = Arrays.asList(option.split(",", -1));
        return parts.contains("name=seccomp") || parts.get(0).equals("seccomp");
    }
}
