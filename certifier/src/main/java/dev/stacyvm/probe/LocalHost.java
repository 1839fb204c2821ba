package dev.stacyvm.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** This machine, and the Docker engine that its environment names. Close it after use. */
public final class LocalHost implements Host, AutoCloseable {
    private static final int AT_ONCE = 4;

    private final LocalIdentity identity = new LocalIdentity(Path.of("/"));
    private final HostFiles files = new HostFiles(Path.of("/"));
    private final WorkerExecutor looks;
    private final Commands commands;
    private final Programs programs;
    private final DockerEngine engine;
    private final Path kvmDevice;
    private final Duration limit;

    private LocalHost(Vertx vertx, Limits limits, Map<String, String> environment, Path kvmDevice) {
        this.looks = vertx.createSharedWorkerExecutor("stacyvm-probe-files", AT_ONCE);
        this.commands = Commands.create(vertx, "stacyvm-probe", AT_ONCE);
        this.programs = new Programs(looks, commands, environment, limits.command());
        EngineAddress address = EngineAddress.of(environment);
        this.engine = new DockerEngine(vertx, address, limits.engine());
        this.kvmDevice = kvmDevice;
        this.limit = limits.command();
    }

    /**
     * This machine.
     *
     * @param environment that of the process: {@code PATH} finds programs, {@code DOCKER_HOST} names the engine
     */
    public static LocalHost create(Vertx vertx, Limits limits, Map<String, String> environment) {
        return new LocalHost(vertx, limits, environment, Path.of("/dev/kvm"));
    }

    /**
     * How long the host may take.
     *
     * @param engine for all answers of the engine together
     * @param command for each program and each file
     */
    public record Limits(Duration engine, Duration command) {
        public static Limits standard() {
            return new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5));
        }
    }

    @Override
    public Future<HostIdentity> identity() {
        return looks.executeBlocking(identity::read, false);
    }

    @Override
    public Future<EngineReading> engine() {
        return engine.read();
    }

    @Override
    public Future<ProgramReading> program(String name) {
        return programs.read(name);
    }

    @Override
    public Future<KvmReading> kvm() {
        return looks.executeBlocking(() -> Kvm.read(kvmDevice), false)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(late -> new KvmReading.NotTried("it did not answer within " + limit.toMillis() + " ms"));
    }

    @Override
    public Future<PathReading> path(String path) {
        return looks.executeBlocking(() -> Paths.read(path), false)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(late -> PathReading.of(path, PathReading.Kind.SILENT));
    }

    @Override
    public Future<Map<String, String>> files() {
        return looks.executeBlocking(files::read, false)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(Map.of());
    }

    @Override
    public Future<String> digest(String path) {
        return looks.executeBlocking(() -> Digest.of(path), false)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise("");
    }

    @Override
    public void close() {
        commands.close();
        var unused = looks.close();
    }
}
