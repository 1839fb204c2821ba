package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.probe.BootReading.NotTried;
import dev.stacyvm.probe.BootReading.Tried;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    private final TrialPrograms programs;
    private final String path;
    private final Duration limit;

    /** @param most how long the machine may run, if that is less than 20 s */
    LiveFirecracker(TrialPrograms programs, String path, Duration most) {
        this.programs = programs;
        this.path = path;
        this.limit = most.compareTo(LIMIT) < 0 ? most : LIMIT;
    }

    /** The folder that holds the machine's settings. */
    private record Machine(TrialMark mark, Path folder) implements TrialPrograms.Stage {
        private Path settings() {
            return folder.resolve("machine.json");
        }

        @Override
        public void remove() throws IOException {
            TrialMark.remove(folder);
        }
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
        return programs.use(
                        List.of(),
                        temporary -> make(temporary, kernel, rootfs),
                        machine -> boot(program.get(), machine))
                .compose(this::told)
                .otherwise(
                        failure -> new NotTried(EngineTrouble.clause(failure), "make the temporary folder writable"));
    }

    private static Machine make(Path temporary, String kernel, String rootfs) throws IOException {
        TrialMark mark = TrialMark.create();
        Machine machine = new Machine(mark, mark.folder(temporary));
        try {
            Files.write(machine.settings(), settings(kernel, rootfs));
            return machine;
        } catch (IOException failure) {
            machine.remove();
            throw failure;
        }
    }

    private static byte[] settings(String kernel, String rootfs) {
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
        return Json.write(all);
    }

    private record Ended(Machine machine, TrialPrograms.Ran ran) {}

    private Future<Ended> boot(Path program, Machine machine) {
        List<String> argv = List.of(
                program.toString(),
                "--no-api",
                "--config-file",
                machine.settings().toString());
        return programs.run(machine.mark(), argv, Map.of("PATH", path), Path.of("/"), limit)
                .map(ran -> new Ended(machine, ran));
    }

    /** Looks for what is left only now that all should be away. */
    private Future<BootReading> told(Ended ended) {
        return programs.look(() -> {
            List<String> left = new ArrayList<>(ended.machine().mark().running());
            if (Files.exists(ended.machine().folder())) {
                left.add(ended.machine().folder().toString());
            }
            return judge(ended.ran(), left);
        });
    }

    private static BootReading judge(TrialPrograms.Ran ran, List<String> left) {
        if (ran.reading() instanceof CommandReading.Exited exited) {
            String console = exited.out().text();
            boolean started = console.contains("Linux version ") && console.contains(BOOT_ARGUMENTS);
            return new Tried(ran.took(), started, "ended with status " + exited.status(), left);
        }
        return ran.reading() instanceof CommandReading.TimedOut late
                ? new Tried(
                        ran.took(), false, "did not end within " + late.limit().toSeconds() + " s", left)
                : new NotTried("firecracker does not start", "run it by hand: firecracker --version");
    }
}
