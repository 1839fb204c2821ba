package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.Host;
import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.ProgramReading;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run: takes the readings that each runtime's checks need, and shares what several need. */
final class RuntimeRun {
    private final Host host;
    private final Time time;
    private final CertificationSettings settings;
    private final DockerChecks docker;
    private final Once<Timed<EngineReading>> engine;

    RuntimeRun(Host host, Time time, HostFacts facts, CertificationSettings settings) {
        this.host = host;
        this.time = time;
        this.settings = settings;
        this.docker = new DockerChecks(new EngineChecks(facts, settings.engineHost()));
        this.engine = new Once<>(() -> Timed.of(time, host::engine));
    }

    Future<List<CheckResult>> checks(Target runtime) {
        return switch (runtime) {
            case DOCKER -> docker();
            case GVISOR -> engine.get().map(read -> docker.runtime(runtime.word(), RuntimeRule.GVISOR, read));
            case KATA -> engine.get().map(read -> docker.runtime(runtime.word(), RuntimeRule.KATA, read));
            case FIRECRACKER -> firecracker(settings.firecracker());
            case PROOT -> proot(settings.proot());
            case ALL -> throw new IllegalArgumentException("all is not one runtime");
        };
    }

    private Future<List<CheckResult>> docker() {
        Future<Timed<ProgramReading>> cli = program("docker");
        return Future.all(cli, engine.get())
                .map(both -> docker.docker(cli.result(), engine.get().result()));
    }

    private Future<List<CheckResult>> firecracker(CertificationSettings.Firecracker paths) {
        Future<Timed<ProgramReading>> binary = program("firecracker");
        Future<Timed<KvmReading>> kvm = Timed.of(time, host::kvm);
        Future<Timed<Optional<PathReading>>> kernel = path(paths.kernel());
        Future<Timed<Optional<PathReading>>> rootfs = path(paths.rootfs());
        Future<Timed<Optional<PathReading>>> agent = path(paths.agent());
        Future<Timed<Optional<PathReading>>> jailer = path(paths.jailer());
        return Future.all(List.of(binary, kvm, kernel, rootfs, agent, jailer))
                .map(all -> FirecrackerChecks.judge(new FirecrackerChecks.Readings(
                        binary.result(),
                        kvm.result(),
                        kernel.result(),
                        rootfs.result(),
                        agent.result(),
                        jailer.result())));
    }

    private Future<List<CheckResult>> proot(CertificationSettings.Proot paths) {
        Future<Timed<ProgramReading>> binary = program("proot");
        Future<Timed<Optional<PathReading>>> rootfs = path(paths.rootfs());
        Future<Timed<Optional<PathReading>>> workspace = path(paths.workspace());
        return Future.all(binary, rootfs, workspace)
                .map(all -> ProotChecks.judge(binary.result(), rootfs.result(), workspace.result()));
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
