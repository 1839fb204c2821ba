package dev.stacyvm.probe;

import dev.stacyvm.probe.ProotReading.NotTried;
import dev.stacyvm.probe.ProotReading.Tried;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a program under PRoot that tries to reach what lies beside its root and its workspace. */
final class LiveProot {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TrialPrograms programs;
    private final String path;
    private final Duration limit;

    /** @param most how long the program may run, if that is less than 20 s */
    LiveProot(TrialPrograms programs, String path, Duration most) {
        this.programs = programs;
        this.path = path;
        this.limit = most.compareTo(LIMIT) < 0 ? most : LIMIT;
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
        List<Path> folders = Stream.of(rootfs.isEmpty() ? "" : rootfs + "/..", workspaces)
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return programs.use(
                        folders,
                        temporary -> ProotStage.make(temporary, rootfs, workspaces, own),
                        stage -> run(program.get(), stage))
                .otherwise(failure -> new NotTried(
                        EngineTrouble.clause(failure), "make rootfs and workspace base usable for this user"));
    }

    private Future<ProotReading> run(Path program, ProotStage stage) {
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(stage.arguments());
        Map<String, String> environment = Map.of(
                "PATH", "/bin:/usr/bin", "PROOT_TMP_DIR", stage.temporary().toString());
        return programs.run(stage.mark(), argv, environment, stage.temporary(), limit)
                .compose(ran -> programs.look(() -> judge(stage, ran.reading(), ran.took())));
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
