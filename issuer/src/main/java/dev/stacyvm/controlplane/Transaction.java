package dev.stacyvm.controlplane;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One write transaction: all or nothing, and on disk when it returns. */
final class Transaction {
    private Transaction() {}

    @FunctionalInterface
    interface Work<T> {
        T run(Statement statement) throws SQLException;
    }

    static <T> T run(Connection connection, Work<T> work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                T result = work.run(statement);
                statement.execute("COMMIT");
                return result;
            } catch (SQLException failure) {
                rollBack(statement, failure);
                throw failure;
            }
        }
    }

    /** SQLite may have rolled back on its own; then this fails, and the first failure is what counts. */
    private static void rollBack(Statement statement, SQLException failure) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException secondary) {
            failure.addSuppressed(secondary);
        }
    }
}
