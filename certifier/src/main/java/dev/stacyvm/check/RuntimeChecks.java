package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.EngineRuntime;
import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.report.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges a runtime that is reached through the Docker engine: whether one is registered under a name of its own, whether
 * the program behind the name is it, and whether the host has what it stands on.
 */
final class RuntimeChecks {
    private final RuntimeRule rule;
    private final EngineChecks engines;

    RuntimeChecks(RuntimeRule rule, EngineChecks engines) {
        this.rule = rule;
        this.engines = engines;
    }

    /**
     * What was read for it.
     *
     * @param binary empty where the engine names no program that tells its version
     * @param kvm empty where the runtime makes no virtual machines
     */
    record Readings(
            Timed<EngineReading> engine, Optional<Timed<ProgramReading>> binary, Optional<Timed<KvmReading>> kvm) {}

    /** The runtime that the engine has of this kind; empty where it has none. */
    Optional<EngineRuntime> registered(EngineReading reading) {
        return reading instanceof Engine engine ? engine.runtimes().flatMap(rule::find) : Optional.empty();
    }

    List<CheckResult> judge(String word, Readings read) {
        EngineReading engine = read.engine().value();
        String discovery = word + ".discovery";
        String runtime = word + ".runtime";
        Rows rows = new Rows()
                .add(discovery, read.engine().took(), engines.daemon(engine))
                .after(discovery, runtime, Duration.ZERO, () -> registration((Engine) engine));
        boolean elsewhere = engines.isElsewhere(engine);
        read.binary()
                .ifPresent(program -> rows.after(
                        runtime, word + ".binary", program.took(), () -> binary(program.value(), elsewhere)));
        read.kvm()
                .ifPresent(kvm -> rows.after(
                        runtime,
                        word + ".kvm",
                        kvm.took(),
                        () -> elsewhere ? unseen("/dev/kvm") : KvmChecks.ofEngine(kvm.value())));
        return rows.list();
    }

    private Verdict registration(Engine engine) {
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
                .orElseGet(() -> Verdict.fail(missing(runtimes), rule.remedy()));
    }

    private String missing(List<EngineRuntime> runtimes) {
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

    /** A link or a copy may carry any name; what a program says of itself when it is run tells more. */
    private Verdict binary(ProgramReading reading, boolean elsewhere) {
        if (elsewhere) {
            return unseen("its program " + reading.name());
        }
        if (reading instanceof ProgramReading.Absent absent) {
            return Verdict.fail(
                    "not proven: no program that this user may run is at " + absent.name()
                            + ", which the engine runs as " + rule.title(),
                    "run this as a user who may run it, or " + rule.remedy());
        }
        if (reading instanceof ProgramReading.Ran ran && !rule.isSaidBy(ran.output())) {
            return Verdict.fail(
                    ran.path() + ", which the engine runs as " + rule.title() + ", says that it is something else: "
                            + ran.output(),
                    rule.remedy());
        }
        return ProgramChecks.required(reading, rule.remedy());
    }

    private static Verdict unseen(String what) {
        return Verdict.warn(
                what + " is the engine's host's and was not looked at from here",
                "run this on that host, or add --live");
    }
}
