package dev.stacyvm.probe;

import dev.stacyvm.probe.ProotReading.NotTried;
import dev.stacyvm.probe.ProotReading.Tried;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a program under PRoot that tries to reach what lies beside its root and its workspace. */
final class LiveProot {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final WorkerExecutor looks;
    private final Commands commands;
    private final Time time;
    private final String path;

    LiveProot(WorkerExecutor looks, Commands commands, Time time, String path) {
        this.looks = looks;
        this.commands = commands;
        this.time = time;
        this.path = path;
    }

    /** Never fails; what it made is away when it ends. */
    Future<ProotReading> read(String rootfs, String workspaces) {
        Optional<Path> program = Programs.find(path, "proot");
        Optional<StaticBusybox> busybox = StaticBusybox.find(path);
        if (program.isEmpty()) {
            return Future.succeededFuture(new NotTried("proot is not on the PATH", "sudo apt-get install proot"));
        }
        if (rootfs.isEmpty() && busybox.isEmpty()) {
            return Future.succeededFuture(new NotTried(
                    "no rootfs is configured and no static busybox was found to make one of",
                    "set STACYVM_PROOT_ROOTFS, or sudo apt-get install busybox-static"));
        }
        StaticBusybox own = busybox.orElseGet(() -> new StaticBusybox(program.get()));
        return looks.executeBlocking(() -> ProotStage.make(rootfs, workspaces, own), false)
                .compose(stage -> run(program.get(), stage)
                        .eventually(() -> looks.executeBlocking(
                                () -> {
                                    stage.remove();
                                    return stage;
                                },
                                false)))
                .otherwise(failure -> new NotTried(
                        EngineTrouble.clause(failure), "make rootfs and workspace base usable for this user"));
    }

    private Future<ProotReading> run(Path program, ProotStage stage) {
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(stage.arguments());
        Map<String, String> environment = Map.of(
                "PATH", "/bin:/usr/bin", "PROOT_TMP_DIR", stage.temporary().toString());
        long start = time.nanos();
        return commands.run(new CommandLine(argv, Optional.empty(), environment, stage.temporary(), LIMIT))
                .compose(reading -> looks.executeBlocking(() -> judge(stage, reading, time.since(start)), false));
    }

    private static ProotReading judge(ProotStage stage, CommandReading reading, Duration took) throws IOException {
        if (!(reading instanceof CommandReading.Exited exited)) {
            String reason = reading instanceof CommandReading.TimedOut late
                    ? "proot did not end within " + late.limit().toSeconds() + " s"
                    : "proot does not start";
            return new NotTried(reason, "run proot by hand; it needs ptrace");
        }
        String wrote = exited.out().text();
        return new Tried(
                took,
                stage.sawRootfs(wrote),
                exited.status(),
                stage.wroteWorkspace(),
                stage.reached(wrote),
                stage.hasCanaryBesideRootfs());
    }
}
