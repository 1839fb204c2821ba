package dev.stacyvm.probe;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs as children, as many at a time as its executor has threads: output bounded at 64 KiB a stream, standard
 * input closed, and nothing they start outlives them.
 */
public final class Commands implements AutoCloseable {
    private static final int POLL_MILLIS = 5;

    private final Time time;
    private final WorkerExecutor executor;
    private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    private Commands(Time time, WorkerExecutor executor) {
        this.time = time;
        this.executor = executor;
    }

    /** Runs at most {@code atOnce} commands at a time; the executor is shared with others of the same name. */
    public static Commands create(Vertx vertx, String executorName, int atOnce) {
        return new Commands(Time.system(), vertx.createSharedWorkerExecutor(executorName, atOnce));
    }

    /** Runs the program; the future never fails and ends soon after its limit at the latest, once its turn has come. */
    public Future<CommandReading> run(CommandLine line) {
        return executor.executeBlocking(() -> runHere(line), false);
    }

    /** Kills what runs with all that it started, and starts nothing more. */
    void stop() {
        ending = true;
        running.forEach(Runnable::run);
    }

    @Override
    public void close() {
        var unused = executor.close();
    }

    private CommandReading runHere(CommandLine line) throws InterruptedException {
        Offspring offspring = new Offspring();
        ProcessBuilder builder =
                new ProcessBuilder(line.argv()).directory(line.folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(line.environment());
        builder.environment().put(Offspring.MARK, offspring.mark());
        try {
            Process process = builder.start();
            Runnable end = () -> offspring.kill(process);
            running.add(end);
            try {
                if (ending) {
                    return new CommandReading.NotStarted("this is told to end");
                }
                feed(process, line.input().orElse(Secret.of("")));
                return follow(process, line.limit());
            } finally {
                end.run();
                running.remove(end);
            }
        } catch (IOException notStarted) {
            return new CommandReading.NotStarted(String.valueOf(notStarted.getMessage()));
        }
    }

    private static void feed(Process process, Secret input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.revealBytes());
        } catch (IOException notWanted) {
            // It ended, or closed its input, without reading; what it says then is its answer.
        }
    }

    private CommandReading follow(Process process, Duration limit) throws InterruptedException {
        long start = time.nanos();
        BoundedOutput out = new BoundedOutput(process.getInputStream());
        BoundedOutput err = new BoundedOutput(process.getErrorStream());
        boolean ended = false;
        while (!ended && time.since(start).compareTo(limit) < 0) {
            ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            out.drain();
            err.drain();
        }
        return ended
                ? new CommandReading.Exited(process.exitValue(), out.text(), err.text())
                : new CommandReading.TimedOut(limit);
    }
}
