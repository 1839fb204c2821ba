package dev.stacyvm.rehearse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;

/** A SQLite database that is only read, also while others write to it. */
final class SqliteFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final int READ_VERSION = 19;
    private static final int WAL = 2;
    private static final String BUSY_MILLIS = "5000";
    private static final String CACHE_KIB = "-16384";

    private final Path file;
    private final boolean writeAheadLog;

    private SqliteFile(Path file, boolean writeAheadLog) {
        this.file = file;
        this.writeAheadLog = writeAheadLog;
    }

    /**
     * Looks at the file's header.
     *
     * @throws IOException when it is absent, unreadable or no SQLite database; the message is a clause for an operator
     */
    static SqliteFile at(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file + " does not exist");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(file + " is not a file that this user can read");
        }
        if (file.toString().contains("?")
                || file.toString().contains("#")
                || file.toString().contains("%")) {
            throw new IOException(file + " has a character in its path that a database's address cannot hold");
        }
        byte[] header = header(file);
        if (header.length < HEADER_BYTES || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(file + " is not a SQLite database");
        }
        return new SqliteFile(file, header[READ_VERSION] == WAL);
    }

    long bytes() throws IOException {
        return Files.size(file) + (Files.exists(log()) ? Files.size(log()) : 0);
    }

    /** Whether writers go on while it is read for long. */
    boolean lettingWritersGoOn() {
        return writeAheadLog;
    }

    /**
     * Opens it for reading. A write-ahead log that nobody has open is not made, which a plain read would do and leave
     * behind: {@link #isUnchanged} then tells whether what was read holds.
     */
    Reading open() throws SQLException, IOException {
        boolean idle = writeAheadLog && !Files.exists(log());
        return new Reading(connect(idle ? "mode=ro&immutable=1" : "mode=ro"), idle, stamp());
    }

    /** For the second try, when a writer came while an idle database was read. */
    Reading openShared() throws SQLException, IOException {
        return new Reading(connect("mode=ro"), false, stamp());
    }

    boolean isUnchanged(Reading reading) throws IOException {
        return !reading.idle() || (!Files.exists(log()) && stamp().equals(reading.stamp()));
    }

    /** An open database. */
    record Reading(Connection connection, boolean idle, String stamp) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private Connection connect(String mode) throws SQLException {
        Properties pragmas = new Properties();
        pragmas.setProperty("busy_timeout", BUSY_MILLIS);
        pragmas.setProperty("cache_size", CACHE_KIB);
        return DriverManager.getConnection("jdbc:sqlite:file:" + file + "?" + mode, pragmas);
    }

    private String stamp() throws IOException {
        return Files.size(file) + "@" + Files.getLastModifiedTime(file);
    }

    private Path log() {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static byte[] header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER_BYTES);
        }
    }
}
