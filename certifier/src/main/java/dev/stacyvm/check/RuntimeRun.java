package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.EngineRuntime;
import dev.stacyvm.probe.Host;
import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.LiveHost;
import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One run: takes the readings that each runtime's checks need, and shares what several need. */
final class RuntimeRun {
    private static final String DEFAULT_RUNTIME = "";

    private final Host host;
    private final Time time;
    private final CertificationSettings settings;
    private final EngineChecks engines;
    private final DockerChecks docker;
    private final Once<Timed<EngineReading>> engine;
    private final Optional<LiveHost> live;

    RuntimeRun(Host host, Optional<LiveHost> live, Time time, HostFacts facts, CertificationSettings settings) {
        this.live = live;
        this.host = host;
        this.time = time;
        this.settings = settings;
        this.engines = new EngineChecks(facts, settings.engineHost());
        this.docker = new DockerChecks(engines);
        this.engine = new Once<>(() -> Timed.of(time, host::engine));
    }

    Future<List<CheckResult>> checks(Target runtime) {
        return switch (runtime) {
            case DOCKER -> docker();
            case GVISOR -> sandboxed(runtime, RuntimeRule.GVISOR);
            case KATA -> sandboxed(runtime, RuntimeRule.KATA);
            case FIRECRACKER -> firecracker(settings.firecracker());
            case PROOT -> proot(settings.proot());
            case ALL -> throw new IllegalArgumentException("all is not one runtime");
        };
    }

    private Future<List<CheckResult>> docker() {
        Future<Timed<ProgramReading>> cli = program("docker");
        return Future.all(cli, engine.get())
                .map(both -> docker.docker(cli.result(), engine.get().result()))
                .compose(rows -> withSandboxes(Target.DOCKER, rows, DEFAULT_RUNTIME));
    }

    private Future<List<CheckResult>> sandboxed(Target runtime, RuntimeRule rule) {
        RuntimeChecks checks = new RuntimeChecks(rule, engines);
        Future<Optional<Timed<KvmReading>>> kvm = reading(rule.virtual(), () -> Timed.of(time, host::kvm));
        return Future.all(engine.get(), kvm).compose(both -> {
            Timed<EngineReading> read = engine.get().result();
            Optional<EngineRuntime> registered = checks.registered(read.value());
            Optional<String> binary = registered.flatMap(RuntimeRule::program);
            return reading(binary.isPresent(), () -> program(binary.orElseThrow()))
                    .map(ran -> checks.judge(runtime.word(), new RuntimeChecks.Readings(read, ran, kvm.result())))
                    .compose(rows -> withSandboxes(
                            runtime, rows, registered.map(EngineRuntime::name).orElse("")));
        });
    }

    private static <T> Future<Optional<T>> reading(boolean needed, Supplier<Future<T>> take) {
        return needed ? take.get().map(Optional::of) : Future.succeededFuture(Optional.empty());
    }

    private Future<List<CheckResult>> withSandboxes(Target runtime, List<CheckResult> rows, String name) {
        return tried(
                rows,
                LiveChecks.sandboxRows(runtime.word()),
                real -> Timed.of(time, () -> real.sandbox(name))
                        .map(reading -> LiveChecks.sandbox(runtime.word(), reading)));
    }

    /**
     * The rows with those of a trial, where trials are asked for. A trial is made only where all before has passed: there
     * is no use in starting what is known to be missing.
     *
     * @param names the trial's rows, as they are skipped
     */
    private Future<List<CheckResult>> tried(
            List<CheckResult> rows, List<String> names, Function<LiveHost, Future<List<CheckResult>>> trial) {
        Future<List<CheckResult>> more = live.map(real -> firstFailed(rows)
                        .map(failed -> Future.succeededFuture(LiveChecks.skipped(names, failed.name())))
                        .orElseGet(() -> trial.apply(real)))
                .orElse(Future.succeededFuture(List.of()));
        return more.map(done -> joined(rows, done));
    }

    private static Optional<CheckResult> firstFailed(List<CheckResult> rows) {
        return rows.stream().filter(row -> row.status() == Status.FAIL).findFirst();
    }

    private static List<CheckResult> joined(List<CheckResult> rows, List<CheckResult> more) {
        return Stream.concat(rows.stream(), more.stream()).toList();
    }

    private Future<List<CheckResult>> firecracker(CertificationSettings.Firecracker paths) {
        Future<Timed<ProgramReading>> binary = program("firecracker");
        Future<Timed<KvmReading>> kvm = Timed.of(time, host::kvm);
        Future<Timed<Optional<PathReading>>> kernel = path(paths.kernel());
        Future<Timed<Optional<PathReading>>> rootfs = path(paths.rootfs());
        Future<Timed<Optional<PathReading>>> agent = path(paths.agent());
        Future<Timed<ProgramReading>> jailer = program("jailer");
        return Future.all(List.of(binary, kvm, kernel, rootfs, agent, jailer))
                .map(all -> FirecrackerChecks.judge(new FirecrackerChecks.Readings(
                        binary.result(),
                        kvm.result(),
                        kernel.result(),
                        rootfs.result(),
                        agent.result(),
                        jailer.result())))
                .compose(rows -> withBoot(rows, paths));
    }

    private Future<List<CheckResult>> withBoot(List<CheckResult> rows, CertificationSettings.Firecracker paths) {
        return tried(
                rows,
                List.of("firecracker.boot"),
                real -> Timed.of(time, () -> real.firecracker(paths.kernel(), paths.rootfs()))
                        .map(reading -> List.of(LiveChecks.firecracker(reading))));
    }

    private Future<List<CheckResult>> proot(CertificationSettings.Proot paths) {
        Future<Timed<ProgramReading>> binary = program("proot");
        Future<Timed<Optional<PathReading>>> rootfs = path(paths.rootfs());
        Future<Timed<Optional<PathReading>>> workspace = path(paths.workspace());
        return Future.all(binary, rootfs, workspace)
                .map(all -> ProotChecks.judge(binary.result(), rootfs.result(), workspace.result()))
                .compose(rows -> withProgram(rows, paths));
    }

    private Future<List<CheckResult>> withProgram(List<CheckResult> rows, CertificationSettings.Proot paths) {
        return tried(
                rows,
                List.of("proot.run", "proot.confinement"),
                real -> Timed.of(time, () -> real.proot(paths.rootfs(), paths.workspace()))
                        .map(LiveChecks::proot));
    }

    private Future<Timed<ProgramReading>> program(String name) {
        return Timed.of(time, () -> host.program(name));
    }

    private Future<Timed<Optional<PathReading>>> path(String path) {
        return path.isEmpty()
                ? Future.succeededFuture(new Timed<>(Optional.empty(), Duration.ZERO))
                : Timed.of(time, () -> host.path(path).map(Optional::of));
    }
}
