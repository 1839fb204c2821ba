package dev.stacyvm.probe;

import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Real sandboxes on this machine and at the Docker engine that its environment names. Close it after use. */
public final class LocalLive implements LiveHost, AutoCloseable {
    private static final int AT_ONCE = 4;

    private final WorkerExecutor looks;
    private final Commands commands;
    private final LiveSandboxes sandboxes;
    private final TrialPrograms programs;
    private final LiveProot proot;
    private final LiveFirecracker firecracker;
    private final Duration limit;

    private LocalLive(Vertx vertx, Map<String, String> environment, Duration limit) {
        this.looks = vertx.createSharedWorkerExecutor("stacyvm-probe-live", AT_ONCE);
        this.commands = Commands.create(vertx, "stacyvm-probe-live-programs", AT_ONCE);
        this.limit = limit;
        String path = environment.getOrDefault("PATH", "");
        Time time = Time.system();
        EngineAddress address = EngineAddress.of(environment);
        this.sandboxes = new LiveSandboxes(vertx, looks, time, address, path);
        this.programs = new TrialPrograms(looks, commands, time, Path.of(System.getProperty("java.io.tmpdir")));
        this.proot = new LiveProot(programs, path, limit);
        this.firecracker = new LiveFirecracker(programs, path, limit);
    }

    /**
     * This machine.
     *
     * @param limit for the sandboxes of one runtime, without taking them away
     */
    public static LocalLive create(Vertx vertx, Map<String, String> environment, Duration limit) {
        return new LocalLive(vertx, environment, limit);
    }

    @Override
    public Future<SandboxReading> sandbox(String runtime) {
        return sandboxes.read(runtime, limit);
    }

    @Override
    public Future<ProotReading> proot(String rootfs, String workspace) {
        return proot.read(rootfs, workspace);
    }

    @Override
    public Future<BootReading> firecracker(String kernel, String rootfs) {
        return firecracker.read(kernel, rootfs);
    }

    /** Takes away what is there at once and makes nothing more; for a process that is told to end. */
    public Future<Void> stop() {
        return Future.join(sandboxes.stop(), programs.stop()).mapEmpty();
    }

    @Override
    public void close() {
        commands.close();
        var unused = looks.close();
    }
}
