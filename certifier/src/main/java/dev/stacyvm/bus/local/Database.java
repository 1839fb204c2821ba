package dev.stacyvm.bus.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection to the log, used by one thread at a time. Other processes write to the same file: a statement waits for
 * them up to {@link #BUSY_MS}, and what is still refused is tried again a bounded number of times. Blocking.
 */
final class Database implements AutoCloseable {
    private static final int BUSY_MS = 5000;
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long JOURNAL_LIMIT_BYTES = 16L * 1024 * 1024;
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;

    /** Something to do with the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file, which is made when it is missing, and brings its tables to this version.
     *
     * @throws IOException when it cannot be opened, is no database, or was written by a newer version; the message is
     *     for an operator
     */
    static Database open(Path file) throws IOException {
        if (file.toString().contains("?")) {
            throw new IOException(file + " cannot be opened: a database's path must not hold a question mark");
        }
        try {
            return retrying(() -> connect(file));
        } catch (SQLException failure) {
            throw new IOException(file + " cannot be opened: " + failure.getMessage(), failure);
        }
    }

    private static Database connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            Database database = new Database(connection);
            database.execute("PRAGMA busy_timeout=" + BUSY_MS);
            database.execute("PRAGMA journal_mode=WAL");
            database.execute("PRAGMA synchronous=FULL");
            database.execute("PRAGMA journal_size_limit=" + JOURNAL_LIMIT_BYTES);
            LogTables.prepare(database);
            return database;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Runs {@code work} in a transaction that holds the write lock from its beginning; all of it happens or nothing. */
    <T> T write(Work<T> work) throws SQLException {
        return retrying(() -> transaction(work));
    }

    /** Runs statements that only read, or pragmas, outside a transaction. */
    <T> T read(Work<T> work) throws SQLException {
        return retrying(() -> work.on(connection));
    }

    /** The one number that {@code sql} answers. */
    long number(String sql) throws SQLException {
        return read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private <T> T transaction(Work<T> work) throws SQLException {
        execute("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            T result = work.on(connection);
            execute("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** A failed statement may have ended the transaction already; then there is nothing to take back. */
    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException alreadyEnded) {
            return;
        }
    }

    /** A step that may be refused because another process is at it. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws SQLException;
    }

    private static <T> T retrying(Step<T> step) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return step.run();
            } catch (SQLException refused) {
                boolean busy = refused.getErrorCode() == SQLITE_BUSY || refused.getErrorCode() == SQLITE_LOCKED;
                if (!busy || attempt == ATTEMPTS) {
                    throw refused;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
