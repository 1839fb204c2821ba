package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.SqliteStore;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Makes a restored store fit to be served. What happened after its backup is unknown to it, so what may never repeat
 * jumps ahead: every lease generation to at least the microseconds since 1970, which no lease outgrows, and the trust
 * feed's epoch. Join tokens end, because they may have been used. Blocking, under the store's lock.
 */
public final class StoreRecovery {
    /** @param joinTokens how many ended */
    public record Done(long generation, long epoch, int joinTokens) {}

    private StoreRecovery() {}

    /** @throws IOException when the store is in use or cannot be written; then nothing changed */
    public static Done run(Path store, Time time) throws IOException {
        try (SqliteStore open = SqliteStore.open(store)) {
            return open.write(connection -> jump(connection, time.now()));
        }
    }

    private static Done jump(Connection connection, Instant now) throws SQLException {
        long generation = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        SqliteStore.raiseGenerations(connection, generation);
        int ended = JoinTable.clear(connection);
        long epoch = TrustTable.raiseEpoch(connection, now.getEpochSecond());
        AuditTable.add(connection, AuditEvent.ofService("recover store", ""), "done", now);
        return new Done(generation, epoch, ended);
    }
}
