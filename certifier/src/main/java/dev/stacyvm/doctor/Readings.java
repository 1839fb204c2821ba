package dev.stacyvm.doctor;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.Host;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.ProgramReading;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the host said, taken at once; what no enabled provider needs was not asked. */
record Readings(
        HostIdentity identity, Optional<Docker> docker, Optional<Firecracker> firecracker, Optional<Proot> proot) {
    record Docker(ProgramReading cli, EngineReading engine) {}

    record Firecracker(
            ProgramReading onPath, PathReading binary, KvmReading kvm, PathReading kernel, PathReading agent) {}

    record Proot(ProgramReading binary, PathReading rootfs, PathReading workspace) {}

    static Future<Readings> take(Host host, Configuration configuration) {
        Future<HostIdentity> identity = host.identity();
        Future<Optional<Docker>> docker = when(configuration, "docker", () -> docker(host));
        Future<Optional<Firecracker>> firecracker =
                when(configuration, "firecracker", () -> firecracker(host, configuration));
        Future<Optional<Proot>> proot = when(configuration, "proot", () -> proot(host, configuration));
        return Future.all(List.of(identity, docker, firecracker, proot))
                .map(all -> new Readings(identity.result(), docker.result(), firecracker.result(), proot.result()));
    }

    /** A provider counts when it is enabled or the default one. */
    private static <T> Future<Optional<T>> when(
            Configuration configuration, String provider, Supplier<Future<T>> read) {
        boolean used = configuration.flag("providers." + provider + ".enabled")
                || configuration.text("providers.default").equals(provider);
        return used ? read.get().map(Optional::of) : Future.succeededFuture(Optional.empty());
    }

    private static Future<Docker> docker(Host host) {
        Future<ProgramReading> cli = host.program("docker");
        Future<EngineReading> engine = host.engine();
        return Future.all(cli, engine).map(both -> new Docker(cli.result(), engine.result()));
    }

    private static Future<Firecracker> firecracker(Host host, Configuration configuration) {
        String configured = configuration.text("providers.firecracker.firecracker_path");
        Path name = Path.of(configured).getFileName();
        Future<ProgramReading> onPath = host.program(name == null ? "firecracker" : name.toString());
        Future<PathReading> binary = host.path(configured);
        Future<KvmReading> kvm = host.kvm();
        Future<PathReading> kernel = host.path(configuration.text("providers.firecracker.kernel_path"));
        Future<PathReading> agent = host.path(configuration.text("providers.firecracker.agent_path"));
        return Future.all(onPath, binary, kvm, kernel, agent)
                .map(all -> new Firecracker(
                        onPath.result(), binary.result(), kvm.result(), kernel.result(), agent.result()));
    }

    private static Future<Proot> proot(Host host, Configuration configuration) {
        Future<ProgramReading> binary = host.program(configuration.text("providers.proot.proot_binary"));
        Future<PathReading> rootfs = host.path(configuration.text("providers.proot.rootfs_path"));
        Future<PathReading> workspace = host.path(configuration.text("providers.proot.workspace_base"));
        return Future.all(binary, rootfs, workspace)
                .map(all -> new Proot(binary.result(), rootfs.result(), workspace.result()));
    }
}
