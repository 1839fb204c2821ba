package dev.stacyvm.bus.local;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** One connection and the one named thread that may use it. */
final class LogThread {
    private static final long MAX_MINUTES = 2;

    private final WorkerExecutor thread;
    private final Database database;

    private LogThread(WorkerExecutor thread, Database database) {
        this.thread = thread;
        this.database = database;
    }

    /** SQL to run. */
    @FunctionalInterface
    interface Job<T> {
        T on(Database database) throws SQLException;
    }

    /** Opens {@code file} on a thread of its own called {@code name}. */
    static Future<LogThread> open(Vertx vertx, String name, Path file) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor(name, 1, MAX_MINUTES, TimeUnit.MINUTES);
        return thread.executeBlocking(() -> Database.open(file), false)
                .map(database -> new LogThread(thread, database))
                .onFailure(failed -> thread.close());
    }

    <T> Future<T> run(Job<T> job) {
        return thread.executeBlocking(() -> job.on(database), false);
    }

    /** Closes the connection behind what was queued before. */
    Future<Void> close() {
        return thread.<Void>executeBlocking(
                        () -> {
                            database.close();
                            return null;
                        },
                        false)
                .eventually(thread::close);
    }
}
