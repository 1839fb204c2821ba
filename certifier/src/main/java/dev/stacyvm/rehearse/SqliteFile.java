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

    Path path() {
        return file;
    }

    /** Its write-ahead log, where it has one. */
    Path log() {
        return logOf(file);
    }

    static Path logOf(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    /** Whether nobody has it open, so that to open it would leave files beside it. */
    boolean isIdle() {
        return writeAheadLog && !Files.exists(log());
    }

    /** Changes when the database does. */
    String stamp() throws IOException {
        return Files.size(file) + "@" + Files.getLastModifiedTime(file);
    }

    /** Opens it for reading, beside its writers. */
    Connection connect() throws SQLException {
        return connect("mode=ro");
    }

    /** Opens it for reading as it lies there, which holds only while nobody writes to it: it makes no file beside it. */
    Connection connectIdle() throws SQLException {
        return connect("mode=ro&immutable=1");
    }

    /** Opens one of the rehearsal's own, to read and write. */
    static Connection open(Path own) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + own, pragmas());
    }

    private Connection connect(String mode) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:file:" + file + "?" + mode, pragmas());
    }

    private static Properties pragmas() {
        Properties pragmas = new Properties();
        pragmas.setProperty("busy_timeout", BUSY_MILLIS);
        pragmas.setProperty("cache_size", CACHE_KIB);
        return pragmas;
    }

    private static byte[] header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER_BYTES);
        }
    }
}
