package dev.stacyvm.app;

import dev.stacyvm.probe.Host;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Glances at this host: three GETs to the engine, and the attributes of some files. Close it after use. */
final class HostWatch {
    private static final List<String> PROGRAMS =
            List.of("docker", "runsc", "kata-runtime", "containerd-shim-kata-v2", "firecracker", "proot");
    /** What a certification takes from the environment, as it does. */
    private static final List<String> NAMED =
            List.of("STACYVM_FIRECRACKER_KERNEL", "STACYVM_PROOT_ROOTFS", "STACYVM_PROOT_WORKSPACE_BASE");

    private static final Path KVM = Path.of("/dev/kvm");

    private final Host host;
    private final List<Path> watched;
    private final WorkerExecutor files;

    /** @param environment names the folders of programs, and what else sandboxes are made of */
    HostWatch(Vertx vertx, Host host, Map<String, String> environment) {
        this.host = host;
        Stream<Path> programs = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .flatMap(folder -> PROGRAMS.stream().map(Path.of(folder)::resolve));
        Stream<Path> named = NAMED.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(path -> !path.isBlank())
                .map(Path::of);
        this.watched =
                Stream.of(programs, named, Stream.of(KVM)).flatMap(all -> all).toList();
        this.files = vertx.createSharedWorkerExecutor("stacyvm-host-watch", 1);
    }

    /** Never fails for anything the host does; ends within the engine's limit. */
    Future<HostGlance> glance() {
        return host.engine()
                .compose(engine ->
                        files.executeBlocking(this::programs, false).map(programs -> new HostGlance(engine, programs)));
    }

    Future<Void> close() {
        return files.close();
    }

    private Map<String, String> programs() {
        Map<String, String> seen = new TreeMap<>();
        watched.forEach(path -> look(path, seen));
        return seen;
    }

    private static void look(Path path, Map<String, String> seen) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            String content = attributes.isRegularFile()
                    ? attributes.size() + " " + attributes.lastModifiedTime()
                    // A folder or device that is used changes its time; what counts is that it can be used.
                    : "writable " + Files.isWritable(path);
            seen.put(path.toString(), content + " " + attributes.fileKey());
        } catch (IOException absent) {
            // That it is not there is told by its absence.
        }
    }
}
