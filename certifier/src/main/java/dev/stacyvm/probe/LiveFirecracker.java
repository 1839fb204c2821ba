package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.probe.BootReading.NotTried;
import dev.stacyvm.probe.BootReading.Tried;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Boots a kernel as a microVM without API socket, network or tap device. The kernel finds no init, panics and so ends the
 * VMM by itself: what is in the root file system does not run.
 */
final class LiveFirecracker {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BOOT_ARGUMENTS =
            "console=ttyS0 reboot=k panic=1 pci=off init=/stacyvm-there-is-no-init";
    private static final int MEMORY_MIB = 128;

    private final WorkerExecutor looks;
    private final Commands commands;
    private final Time time;
    private final String path;

    LiveFirecracker(WorkerExecutor looks, Commands commands, Time time, String path) {
        this.looks = looks;
        this.commands = commands;
        this.time = time;
        this.path = path;
    }

    /** Never fails; what it made is away when it ends. */
    Future<BootReading> read(String kernel, String rootfs) {
        Optional<Path> program = Programs.find(path, "firecracker");
        if (program.isEmpty()) {
            return Future.succeededFuture(new NotTried(
                    "firecracker is not on the PATH",
                    "install firecracker from its release page into a folder of the PATH"));
        }
        if (kernel.isEmpty()) {
            return Future.succeededFuture(new NotTried(
                    "no kernel image is configured", "set STACYVM_FIRECRACKER_KERNEL to the kernel image"));
        }
        return looks.executeBlocking(() -> settings(kernel, rootfs), false)
                .compose(file -> boot(program.get(), file))
                .otherwise(
                        failure -> new NotTried(EngineTrouble.clause(failure), "make the temporary folder writable"));
    }

    private static Path settings(String kernel, String rootfs) throws IOException {
        ObjectNode all = Json.object();
        all.putObject("boot-source").put("kernel_image_path", kernel).put("boot_args", BOOT_ARGUMENTS);
        all.putObject("machine-config").put("vcpu_count", 1).put("mem_size_mib", MEMORY_MIB);
        var drives = all.putArray("drives");
        if (!rootfs.isEmpty()) {
            drives.addObject()
                    .put("drive_id", "rootfs")
                    .put("path_on_host", rootfs)
                    .put("is_root_device", true)
                    .put("is_read_only", true);
        }
        return Files.write(Files.createTempFile("stacyvm-certify-", ".json"), Json.write(all));
    }

    private Future<BootReading> boot(Path program, Path file) {
        long start = time.nanos();
        CommandLine line = new CommandLine(
                List.of(program.toString(), "--no-api", "--config-file", file.toString()),
                Optional.empty(),
                Map.of("PATH", path),
                Path.of("/"),
                LIMIT);
        return commands.run(line)
                .eventually(() -> looks.executeBlocking(() -> Files.deleteIfExists(file), false))
                .map(reading -> judge(reading, time.since(start), file));
    }

    private static BootReading judge(CommandReading reading, Duration took, Path file) {
        List<String> left = Files.exists(file) ? List.of(file.toString()) : List.of();
        if (reading instanceof CommandReading.Exited exited) {
            String console = exited.out().text();
            boolean started = console.contains("Linux version ") && console.contains(BOOT_ARGUMENTS);
            return new Tried(took, started, "ended with status " + exited.status(), left);
        }
        return reading instanceof CommandReading.TimedOut late
                ? new Tried(took, false, "did not end within " + late.limit().toSeconds() + " s", left)
                : new NotTried("firecracker does not start", "run it by hand: " + "firecracker --version");
    }
}
