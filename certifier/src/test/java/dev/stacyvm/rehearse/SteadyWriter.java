package dev.stacyvm.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Writes to a database at a steady rate, as a control plane does, and tells how long each write took: {@code make FILE MIB} makes
 * one, {@code write FILE PER-SECOND STOP} writes until the file STOP is there, {@code pairs FILE STOP} a lot faster, and always two rows
 * at once. It waits for no lock, so that it can count them.
 */
final class SteadyWriter {
    private static final int SQLITE_BUSY = 5;
    private static final int MOST = 10_000_000;

    private SteadyWriter() {}

    public static void main(String[] words) throws SQLException, IOException {
        Path file = Path.of(words[1]);
        if (words[0].equals("make")) {
            make(file, Long.parseLong(words[2]) * 1024 * 1024);
        } else if (words[0].equals("pairs")) {
            pairs(file, Path.of(words[2]));
        } else {
            write(file, Long.parseLong(words[2]), Path.of(words[3]));
        }
    }

    /** Its log is begun anew as often as readers let it. */
    private static void pairs(Path file, Path stop) throws SQLException {
        try (Connection connection = Databases.open(file)) {
            Sql.execute(connection, "PRAGMA synchronous=OFF");
            Sql.execute(connection, "PRAGMA wal_autocheckpoint=20");
            while (!Files.exists(stop)) {
                Sql.execute(connection, "BEGIN IMMEDIATE");
                Sql.execute(connection, "INSERT INTO owner (name) VALUES ('w')");
                Sql.execute(
                        connection,
                        "INSERT INTO sandbox (owner, note) VALUES (last_insert_rowid(), hex(randomblob(40)))");
                Sql.execute(connection, "COMMIT");
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            }
        }
    }

    private static void make(Path file, long bytes) throws SQLException, IOException {
        Databases.sound(file, "wal");
        try (Connection connection = Databases.open(file)) {
            Sql.execute(connection, "PRAGMA synchronous=OFF");
            while (Files.size(file) < bytes) {
                Sql.execute(
                        connection,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                                + " INSERT INTO sandbox (owner, note) SELECT 1, hex(randomblob(1000)) FROM n");
            }
        }
    }

    private static void write(Path file, long perSecond, Path stop) throws SQLException {
        LongStream.Builder took = LongStream.builder();
        long writes = 0;
        long locked = 0;
        try (Connection connection = Databases.open(file)) {
            Sql.execute(connection, "PRAGMA busy_timeout=0");
            Sql.execute(connection, "PRAGMA synchronous=NORMAL");
            long due = System.nanoTime();
            while (writes < MOST && !Files.exists(stop)) {
                due = Math.max(due + TimeUnit.SECONDS.toNanos(1) / perSecond, System.nanoTime());
                LockSupport.parkNanos(due - System.nanoTime());
                long begin = System.nanoTime();
                locked += insert(connection);
                took.add(System.nanoTime() - begin);
                writes++;
            }
        }
        tell(took.build().sorted().toArray(), locked);
    }

    /** How often it found the database locked. */
    private static long insert(Connection connection) throws SQLException {
        for (long locked = 0; ; locked++) {
            try {
                Sql.execute(connection, "INSERT INTO sandbox (owner, note) VALUES (1, hex(randomblob(200)))");
                return locked;
            } catch (SQLException failure) {
                if ((failure.getErrorCode() & 0xff) != SQLITE_BUSY) {
                    throw failure;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private static void tell(long[] took, long locked) {
        System.out.printf(
                "%d %.2f %.2f %.2f %d%n",
                took.length,
                took[took.length / 2] / 1e6,
                took[(int) (took.length * 0.999)] / 1e6,
                took[took.length - 1] / 1e6,
                locked);
    }
}
