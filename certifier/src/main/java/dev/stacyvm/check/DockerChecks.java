package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.EngineRuntime;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.report.CheckResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges Docker, and the runtimes that are reached through it. */
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

    List<CheckResult> runtime(String word, RuntimeRule rule, Timed<EngineReading> engine) {
        String discovery = word + ".discovery";
        return new Rows()
                .add(discovery, engine.took(), engines.daemon(engine.value()))
                .after(discovery, word + ".runtime", Duration.ZERO, () -> registered((Engine) engine.value(), rule))
                .list();
    }

    /** The name under which the runtime is registered; empty where it is not. */
    static String name(EngineReading reading, RuntimeRule rule) {
        return reading instanceof Engine engine
                ? engine.runtimes().flatMap(rule::find).map(EngineRuntime::name).orElse("")
                : "";
    }

    private static Verdict registered(Engine engine, RuntimeRule rule) {
        if (engine.runtimes().isEmpty()) {
            return Verdict.fail(
                    "not proven: the engine does not list its runtimes",
                    "use a Docker engine of version 20.10 or newer");
        }
        List<EngineRuntime> runtimes = engine.runtimes().get();
        return rule.find(runtimes)
                .map(runtime -> Verdict.pass(rule.title() + " is registered as " + runtime.name())
                        .with("runtime_path", runtime.path())
                        .with("runtime_type", runtime.type()))
                .orElseGet(() -> Verdict.fail(missing(runtimes, rule), rule.remedy()));
    }

    private static String missing(List<EngineRuntime> runtimes, RuntimeRule rule) {
        Optional<EngineRuntime> impostor = rule.findImpostor(runtimes);
        if (impostor.isPresent()) {
            EngineRuntime runtime = impostor.get();
            String behind = runtime.path().isEmpty() ? runtime.type() : runtime.path();
            return "the runtime registered as " + runtime.name() + " runs " + behind + ", which is not " + rule.title();
        }
        String names = runtimes.stream().map(EngineRuntime::name).collect(Collectors.joining(", "));
        return "no " + rule.title() + " runtime is registered with the engine, only: "
                + (names.isEmpty() ? "none" : names);
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
