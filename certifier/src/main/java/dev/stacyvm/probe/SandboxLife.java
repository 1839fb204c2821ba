package dev.stacyvm.probe;

import dev.stacyvm.probe.SandboxReading.Broken;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The life of one sandbox, step by step, until a step does not go as it must. Used once. */
final class SandboxLife {
    private static final int EXIT = 7;
    private static final long KILLED = 137;
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final String FILE = "/stacyvm-file";

    private final Containers containers;
    private final Time time;
    private final Supplier<Future<Optional<String>>> vmm;
    private Duration startup = Duration.ZERO;
    private String step = "start";
    private Map<String, String> inside = Map.of();
    private Optional<String> holder = Optional.empty();

    /** @param vmm asked while the sandbox runs: which process holds the KVM device for it */
    SandboxLife(Containers containers, Time time, Supplier<Future<Optional<String>>> vmm) {
        this.containers = containers;
        this.time = time;
        this.vmm = vmm;
    }

    /** What was seen of it. */
    record Seen(Duration startup, Optional<Broken> broken, Map<String, String> inside, Optional<String> vmm) {}

    /** Never fails for what the engine or the sandbox does. */
    Future<Seen> live(ContainerPlan plan) {
        long start = time.nanos();
        return containers
                .start(plan)
                .compose(id -> {
                    startup = time.since(start);
                    return vmm.get().onSuccess(found -> holder = found).compose(looked -> use(id));
                })
                .map(done -> seen(Optional.empty()))
                .otherwise(failure -> seen(Optional.of(new Broken(step, EngineTrouble.clause(failure)))));
    }

    private Seen seen(Optional<Broken> broken) {
        return new Seen(startup, broken, inside, holder);
    }

    private Future<Void> use(String id) {
        return says("exec", id, "echo " + SandboxScripts.MARK, 0, SandboxScripts.MARK)
                .compose(done -> says("exit code", id, "exit " + EXIT, EXIT, ""))
                .compose(done -> says("write a file", id, "echo " + SandboxScripts.MARK + " > " + FILE, 0, ""))
                .compose(done -> says("read a file", id, "cat " + FILE, 0, SandboxScripts.MARK))
                .compose(done -> run("look around", id, SandboxScripts.LOOK))
                .onSuccess(looked -> inside = SandboxScripts.seen(looked.wrote().out()))
                .compose(looked -> logs(id))
                .compose(done -> kill(id))
                .compose(done -> remove(id));
    }

    private Future<Void> says(String what, String id, String script, int exit, String expected) {
        return run(what, id, script).compose(done -> {
            boolean good = done.exit() == exit && done.wrote().out().strip().equals(expected);
            return good ? Future.succeededFuture() : other("ended with status " + done.exit() + " and other output");
        });
    }

    private Future<Containers.Executed> run(String what, String id, String script) {
        step = what;
        return containers.exec(id, List.of("sh", "-c", script));
    }

    private Future<Void> logs(String id) {
        step = "log";
        return containers
                .logs(id)
                .compose(wrote -> wrote.out().contains(SandboxScripts.MARK)
                        ? Future.succeededFuture()
                        : other("does not hold what the sandbox wrote"));
    }

    private Future<Void> kill(String id) {
        step = "kill";
        return containers
                .kill(id)
                .compose(killed -> containers.end(id, STEP))
                .compose(ended -> ended.status() == KILLED
                        ? Future.succeededFuture()
                        : other("left the status " + ended.status() + ", not " + KILLED));
    }

    private Future<Void> remove(String id) {
        step = "remove";
        return containers
                .remove(id)
                .compose(removed -> containers.isThere(id))
                .compose(there -> there ? other("left the sandbox there") : Future.succeededFuture());
    }

    private static Future<Void> other(String reason) {
        return Future.failedFuture(new EngineNonsense(reason));
    }
}
