package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.Host;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.ProgramReading;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * The host of one run, asked each thing once: what hangs costs its time limit once, and every row is about the same
 * answer. Not for use by several threads.
 */
final class HostOnce implements Host {
    private final Host host;
    private final Once<HostIdentity> identity;
    private final Once<EngineReading> engine;
    private final Once<KvmReading> kvm;
    private final Once<Map<String, String>> files;
    private final Map<String, Once<ProgramReading>> programs = new HashMap<>();
    private final Map<String, Once<PathReading>> paths = new HashMap<>();
    private final Map<String, Once<String>> digests = new HashMap<>();

    HostOnce(Host host) {
        this.host = host;
        this.identity = new Once<>(host::identity);
        this.engine = new Once<>(host::engine);
        this.kvm = new Once<>(host::kvm);
        this.files = new Once<>(host::files);
    }

    @Override
    public Future<HostIdentity> identity() {
        return identity.get();
    }

    @Override
    public Future<EngineReading> engine() {
        return engine.get();
    }

    @Override
    public Future<ProgramReading> program(String name) {
        return programs.computeIfAbsent(name, each -> new Once<>(() -> host.program(each)))
                .get();
    }

    @Override
    public Future<KvmReading> kvm() {
        return kvm.get();
    }

    @Override
    public Future<PathReading> path(String path) {
        return paths.computeIfAbsent(path, each -> new Once<>(() -> host.path(each)))
                .get();
    }

    @Override
    public Future<String> digest(String path) {
        return digests.computeIfAbsent(path, each -> new Once<>(() -> host.digest(each)))
                .get();
    }

    @Override
    public Future<Map<String, String>> files() {
        return files.get();
    }
}
