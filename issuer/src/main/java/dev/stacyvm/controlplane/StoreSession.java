package dev.stacyvm.controlplane;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables of other parts in the plane's database. Everything runs on the plane's one writer thread, so that there is one
 * writer; opened after the plane, which holds the lock and has migrated, and closed before it. Any thread may call.
 */
public final class StoreSession {
    /** More waiting transactions than this are refused at once. */
    static final int CAPACITY = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(StoreSession.class);

    private final WorkerExecutor writer;
    private final Path file;
    private final Connection connection;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder failures = new LongAdder();

    private StoreSession(WorkerExecutor writer, Path file, Connection connection) {
        this.writer = writer;
        this.file = file;
        this.connection = connection;
    }

    /** A transaction's statements. Must be short: the plane waits meanwhile. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Connects to the database in the plane's folder. */
    public static Future<StoreSession> open(Vertx vertx, Path folder) {
        WorkerExecutor writer = vertx.createSharedWorkerExecutor(ControlPlane.WRITER, 1);
        Path file = folder.resolve(SqliteStore.FILE);
        return writer.executeBlocking(() -> new StoreSession(writer, file, SqliteStore.connect(file)))
                .onFailure(failure -> writer.close());
    }

    /**
     * Runs one write transaction.
     *
     * @return what the work returned, after the commit; fails with {@link PlaneUnavailable}, nothing written, when the
     *     queue is full or the database cannot be written
     */
    public <T> Future<T> write(Work<T> work) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            return Future.failedFuture(new PlaneUnavailable("too many requests wait for the store"));
        }
        return writer.executeBlocking(() -> transaction(work), false).onComplete(done -> waiting.decrementAndGet());
    }

    public StoreLoad load() {
        return new StoreLoad(waiting.get(), failures.sum());
    }

    /** Runs other blocking work on files of the store's folder, on the same thread. */
    public <T> Future<T> onWriter(Callable<T> work) {
        return writer.executeBlocking(work, false);
    }

    /** Ends what waits, then disconnects. */
    public Future<Void> close() {
        return writer.<Void>executeBlocking(
                        () -> {
                            connection.close();
                            return null;
                        },
                        false)
                .onFailure(failure -> LOG.warn("the store did not close cleanly file={}", file, failure))
                .eventually(writer::close);
    }

    private <T> T transaction(Work<T> work) throws PlaneUnavailable {
        try {
            return Transaction.run(connection, statement -> work.run(connection));
        } catch (SQLException failure) {
            failures.increment();
            LOG.error("nothing was written file={}", file, failure);
            throw new PlaneUnavailable(new StoreFailure(
                    file + " cannot be written (" + failure.getMessage() + "); check the disk's space and health",
                    failure));
        }
    }
}
