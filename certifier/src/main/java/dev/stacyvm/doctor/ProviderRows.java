package dev.stacyvm.doctor;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.EngineReading.Unusable;
import dev.stacyvm.probe.KvmReading;
import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.PathReading.Kind;
import dev.stacyvm.probe.ProgramReading;
import java.util.List;
import java.util.Locale;

/** The rows on the runtimes that the configuration uses. */
final class ProviderRows {
    private final Configuration configuration;
    private final Rows rows;

    ProviderRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add(Readings readings) {
        readings.docker().ifPresentOrElse(this::docker, () -> unused("docker", "enable it only where it is intended"));
        readings.firecracker()
                .ifPresentOrElse(this::firecracker, () -> unused("firecracker", "enable it only on hosts with KVM"));
        readings.proot().ifPresentOrElse(this::proot, () -> unused("proot", "enable it only on hosts prepared for it"));
    }

    private void unused(String provider, String fix) {
        rows.warn(provider, new Fault("the provider is not enabled", fix));
    }

    private void docker(Readings.Docker docker) {
        if (!program("docker.cli", docker.cli(), "install the Docker CLI, or disable the provider")) {
            return;
        }
        engine(docker.engine());
        String network = configuration.text("providers.docker.network_mode");
        rows.advise(
                "docker.network_mode",
                !network.isEmpty(),
                network,
                new Fault("it is empty", "set it; prefer none or an allow-list for untrusted code"));
        List<String> dropped = configuration.list("providers.docker.dropped_caps");
        rows.advise(
                "docker.dropped_caps",
                !dropped.isEmpty(),
                String.join(",", dropped),
                new Fault("no capability is dropped", "drop capabilities, and set limits"));
    }

    private void engine(EngineReading reading) {
        if (reading instanceof Unusable unusable) {
            rows.fail(
                    "docker.daemon",
                    new Fault(
                            "the Docker engine at " + unusable.endpoint() + " " + unusable.reason(),
                            "start the daemon, and let this user use its socket"));
            return;
        }
        Engine engine = (Engine) reading;
        rows.pass("docker.daemon", "server " + engine.version());
        String runtime = configuration.text("providers.docker.runtime");
        if (!runtime.isEmpty() && !runtime.equals("runc") && engine.runtimes().isPresent()) {
            boolean registered = engine.runtimes().get().stream()
                    .anyMatch(known -> known.name().equals(runtime));
            require(
                    "docker.runtime",
                    registered,
                    runtime + " is registered",
                    new Fault(
                            runtime + " is not registered with the engine",
                            "register it in /etc/docker/daemon.json and restart the daemon, or use runc"));
        }
    }

    private void firecracker(Readings.Firecracker found) {
        if (found.onPath() instanceof ProgramReading.Absent && found.binary().kind() != Kind.FILE) {
            rows.fail(
                    "firecracker.binary",
                    new Fault(
                            "firecracker is neither on the PATH nor at "
                                    + found.binary().path(),
                            "install it, or set providers.firecracker.firecracker_path"));
        } else {
            boolean onPath = !(found.onPath() instanceof ProgramReading.Absent);
            rows.pass(
                    "firecracker.binary",
                    onPath ? "found on the PATH" : found.binary().path());
        }
        kvm(found.kvm());
        file("firecracker.kernel", found.kernel());
        file("firecracker.agent", found.agent());
    }

    private void kvm(KvmReading reading) {
        String problem = "";
        if (reading instanceof KvmReading.Refused refused) {
            problem = "/dev/kvm: " + refused.step().name().toLowerCase(Locale.ROOT) + " was refused with "
                    + refused.errno();
        } else if (reading instanceof KvmReading.OtherVersion other) {
            problem = "/dev/kvm speaks version " + other.version() + " of its interface, not 12";
        } else if (reading instanceof KvmReading.NotTried not) {
            problem = "not proven: " + not.reason();
        }
        require(
                "firecracker.kvm",
                problem.isEmpty(),
                "/dev/kvm",
                new Fault(problem, "use a host with KVM, and add this user to the group kvm"));
    }

    private void file(String name, PathReading reading) {
        boolean there = reading.kind() == Kind.FILE;
        String problem = reading.path().isBlank() ? "it is not set" : reading.path() + " is " + word(reading);
        require(name, there, reading.path(), new Fault(problem, "set the path of the file in providers.firecracker"));
    }

    private void proot(Readings.Proot found) {
        program("proot.binary", found.binary(), "install it, or set providers.proot.proot_binary");
        folder("proot.rootfs", found.rootfs());
        folder("proot.workspace_base", found.workspace());
    }

    private void folder(String name, PathReading reading) {
        boolean there = reading.kind() == Kind.FOLDER;
        String problem = reading.path().isBlank() ? "it is not set" : reading.path() + " is " + word(reading);
        require(name, there, reading.path(), new Fault(problem, "set it to a folder in providers.proot"));
    }

    private boolean program(String name, ProgramReading reading, String fix) {
        if (reading instanceof ProgramReading.Ran ran) {
            rows.pass(name, ran.path());
            return true;
        }
        boolean absent = reading instanceof ProgramReading.Absent;
        String problem = absent
                ? reading.name() + " is not on the PATH"
                : "not proven: " + reading.name() + " --version " + ((ProgramReading.Broken) reading).reason();
        rows.fail(name, new Fault(problem, fix));
        return false;
    }

    private void require(String name, boolean holds, String message, Fault otherwise) {
        if (holds) {
            rows.pass(name, message);
        } else {
            rows.fail(name, otherwise);
        }
    }

    private static String word(PathReading reading) {
        return switch (reading.kind()) {
            case ABSENT -> "not there";
            case UNREADABLE -> "not for this user to look at";
            case SILENT -> "on a file system that does not answer";
            case FILE -> "a file";
            case FOLDER -> "a folder";
            case BLOCK_DEVICE, OTHER -> "not a regular file";
        };
    }
}
