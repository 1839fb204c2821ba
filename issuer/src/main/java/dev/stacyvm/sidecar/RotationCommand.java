package dev.stacyvm.sidecar;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a shell command after each rotation, one at a time, within a limit; what outlasts it is killed. The command finds
 * the file in {@code STACYVM_TOKEN_FILE} and the worker in {@code STACYVM_WORKER_ID}; it inherits no other variable of
 * ours.
 */
final class RotationCommand implements AfterRotation {
    private static final Logger LOG = LoggerFactory.getLogger(RotationCommand.class);
    private static final String OURS = "STACYVM_";
    private static final Path NOTHING = Path.of("/dev/null");
    private static final int MOST_WAITING = 64;

    private final String command;
    private final Duration limit;
    private final WorkerExecutor executor;
    private int waiting;

    /**
     * A command.
     *
     * @param executor of one thread, for these commands alone
     */
    RotationCommand(String command, Duration limit, WorkerExecutor executor) {
        this.command = command;
        this.limit = limit;
        this.executor = executor;
    }

    @Override
    public Future<Void> run(TokenFile plan) {
        if (waiting >= MOST_WAITING) {
            LOG.warn("the rotation command was left out, {} are waiting file={}", waiting, plan.file());
            return Future.succeededFuture();
        }
        waiting++;
        return executor.<String>executeBlocking(() -> end(start(plan)))
                .onSuccess(how -> LOG.info("rotation command ended file={} status={}", plan.file(), how))
                .onFailure(failure -> LOG.warn(
                        "the rotation command cannot be started file={} error={}", plan.file(), failure.getMessage()))
                .onComplete(ended -> waiting--)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private Process start(TokenFile plan) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", command))
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING.toFile()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith(OURS));
        builder.environment().put("STACYVM_TOKEN_FILE", plan.file().toString());
        builder.environment().put("STACYVM_WORKER_ID", plan.workerId());
        return builder.start();
    }

    private String end(Process process) throws InterruptedException {
        if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return Integer.toString(process.exitValue());
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return "killed after " + limit.toSeconds() + " s";
    }
}
