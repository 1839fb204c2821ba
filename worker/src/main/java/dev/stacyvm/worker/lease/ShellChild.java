package dev.stacyvm.worker.lease;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** A child of {@link ShellLauncher}. */
final class ShellChild implements Launcher.Running {
    private final Process shell;
    private final ProcessMark mark;
    private final WorkerExecutor executor;
    private final Future<Integer> exit;

    /** Made on the executor's thread, used on the event loop. */
    ShellChild(Process shell, ProcessMark mark, Vertx vertx, WorkerExecutor executor) {
        this.shell = shell;
        this.mark = mark;
        this.executor = executor;
        this.exit = Future.fromCompletionStage(shell.onExit(), vertx.getOrCreateContext())
                .compose(ended -> sweep().map(ended.exitValue()));
    }

    @Override
    public Future<Void> terminate() {
        return blocking(() -> {
            // The shell itself stays: it reports how the command ended.
            mark.bearers().filter(one -> one.pid() != shell.pid()).forEach(ProcessHandle::destroy);
        });
    }

    @Override
    public Future<Void> kill() {
        return sweep().compose(swept -> exit).mapEmpty();
    }

    @Override
    public Future<Integer> exit() {
        return exit;
    }

    private Future<Void> sweep() {
        return blocking(() -> {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
            mark.killAll();
        });
    }

    private Future<Void> blocking(Runnable work) {
        return executor.executeBlocking(
                () -> {
                    work.run();
                    return null;
                },
                false);
    }
}
