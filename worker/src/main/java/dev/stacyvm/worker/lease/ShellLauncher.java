package dev.stacyvm.worker.lease;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Starts commands with {@code /bin/sh} as leaders of a session of their own. A pipe from the worker is held open for as
 * long as the child may live: when the worker dies, however it dies, the pipe closes and the whole group is killed.
 */
final class ShellLauncher implements Launcher {
    /** Environment variables of ours that the child does not inherit: some carry secrets. */
    private static final String OURS = "STACYVM_";

    /**
     * Runs the command in the background and waits for it, beside a watcher that reads the pipe and kills the group at
     * its end. TERM is for the command: the shell and the watcher outlast it.
     */
    private static final String SCRIPT = """
            exec 3<&0 </dev/null
            /bin/sh -c "$1" 3<&- &
            child=$!
            (trap '' TERM; read -r nothing <&3; kill -s KILL -- "-$$") &
            watcher=$!
            exec 3<&-
            trap : TERM
            wait "$child"
            status=$?
            while kill -s 0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
            kill -s KILL "$watcher" 2>/dev/null
            exit "$status"
            """;

    private final Vertx vertx;
    private final WorkerExecutor executor;
    private final RandomGenerator random;

    /**
     * A launcher.
     *
     * @param executor runs what blocks
     */
    ShellLauncher(Vertx vertx, WorkerExecutor executor, RandomGenerator random) {
        this.vertx = vertx;
        this.executor = executor;
        this.random = random;
    }

    @Override
    public Future<Running> launch(String command, Map<String, String> environment) {
        return executor.executeBlocking(() -> start(command, environment), false);
    }

    private Running start(String command, Map<String, String> environment) throws IOException {
        ProcessMark mark = ProcessMark.named(HexFormat.of().toHexDigits(random.nextLong()));
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("setsid", "/bin/sh", "-c", SCRIPT, "stacyvm-lease", command))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith(OURS));
        builder.environment().putAll(environment);
        mark.putInto(builder.environment());
        return new ShellChild(builder.start(), mark, vertx, executor);
    }
}
