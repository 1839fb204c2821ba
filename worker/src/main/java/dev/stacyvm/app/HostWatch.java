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

/** Glances at this host: three GETs to the engine, and the attributes of some files. Close it after use. */
final class HostWatch {
    private static final List<String> PROGRAMS =
            List.of("docker", "runsc", "kata-runtime", "containerd-shim-kata-v2", "firecracker", "proot");

    private final Host host;
    private final List<Path> folders;
    private final WorkerExecutor files;

    /** @param path folders of programs, as {@code PATH} names them */
    HostWatch(Vertx vertx, Host host, String path) {
        this.host = host;
        this.folders = List.of(path.split(File.pathSeparator, -1)).stream()
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .toList();
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
        for (Path folder : folders) {
            PROGRAMS.stream().map(folder::resolve).forEach(program -> look(program, seen));
        }
        return seen;
    }

    private static void look(Path program, Map<String, String> seen) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(program, BasicFileAttributes.class);
            seen.put(
                    program.toString(),
                    attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
        } catch (IOException absent) {
            // That it is not there is told by its absence.
        }
    }
}
