package dev.stacyvm.bus.local;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round of retention: short transactions of at most 500 events each, and a bounded number of them. */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int EVENTS_PER_TRANSACTION = 500;
    private static final int MAX_TRANSACTIONS = 200;
    private static final String PASSED_BY_ALL = "SELECT coalesce(min(position), 9223372036854775807) FROM position";

    private final Database database;
    private final Retention retention;

    Sweep(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    /** Removes what need not be kept and gives the journal's space back. */
    void run(Instant now) throws SQLException {
        long passed = database.number(PASSED_BY_ALL);
        long oldest = now.minus(retention.age()).toEpochMilli();
        for (int round = 0; round < MAX_TRANSACTIONS; round++) {
            if (remove("appended_ms < ? AND position <= ?", oldest, passed) < EVENTS_PER_TRANSACTION) {
                break;
            }
        }
        shrink(passed);
        database.number("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private void shrink(long passed) throws SQLException {
        long unread = 0;
        for (int round = 0; round < MAX_TRANSACTIONS && usedBytes() > retention.maxBytes(); round++) {
            long first = database.number("SELECT coalesce(min(position), 0) FROM event");
            int removed = remove("position >= ? AND position < ?", first, first + EVENTS_PER_TRANSACTION);
            unread += Math.max(0, Math.min(removed, first + removed - 1 - passed));
            if (removed == 0) {
                break;
            }
        }
        if (unread > 0) {
            LOG.warn("events were removed before every consumer had read them: the log is full count={}", unread);
        }
    }

    private long usedBytes() throws SQLException {
        long pages = database.number("PRAGMA page_count") - database.number("PRAGMA freelist_count");
        return pages * database.number("PRAGMA page_size");
    }

    private int remove(String condition, long from, long to) throws SQLException {
        String delete = "DELETE FROM event WHERE position IN (SELECT position FROM event WHERE " + condition
                + " ORDER BY position LIMIT " + EVENTS_PER_TRANSACTION + ")";
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                statement.setLong(1, from);
                statement.setLong(2, to);
                return statement.executeUpdate();
            }
        });
    }
}
