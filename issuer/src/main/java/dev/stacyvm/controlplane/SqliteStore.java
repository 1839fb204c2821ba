package dev.stacyvm.controlplane;

import dev.stacyvm.file.FolderLock;
import dev.stacyvm.file.LocalFolder;
import dev.stacyvm.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plane in {@code issuer.db}: SQLite in WAL mode, fsync at every commit, one process at a time by a lock held for
 * life. Online backups by other processes may read.
 */
public final class SqliteStore implements PlaneStore {
    /** The database's name in the store folder. */
    public static final String FILE = "issuer.db";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final String BUSY_MILLIS = "5000";
    private static final String JOURNAL_BYTES = String.valueOf(64 * 1024 * 1024);

    private final Path file;
    private final FolderLock lock;
    private final Connection connection;

    private SqliteStore(Path file, FolderLock lock, Connection connection) {
        this.file = file;
        this.lock = lock;
        this.connection = connection;
    }

    /**
     * Opens the store, making the folder (0700) and the database (0600) if they are absent and migrating an older one.
     *
     * @throws IOException when the folder cannot be used, another process holds it, or the database is damaged or of a
     *     newer program; the message says which and what to do
     */
    public static SqliteStore open(Path folder) throws IOException {
        LocalFolder.require(PrivateFolder.ensure(folder));
        FolderLock lock = FolderLock.take(folder, "issuer.lock");
        try {
            SqliteStore store = new SqliteStore(folder.resolve(FILE), lock, connect(folder.resolve(FILE)));
            store.prepare();
            return store;
        } catch (IOException | SQLException failure) {
            lock.close();
            throw failure instanceof StoreFailure known ? known : unusable(folder.resolve(FILE), failure);
        }
    }

    /**
     * A snapshot of the database in {@code folder}, also while another process writes to it. Blocking.
     *
     * @param target must not exist; its folder is private
     * @throws IOException when there is no such database, or the snapshot cannot be written or is damaged
     */
    public static void snapshot(Path folder, Path target) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    folder + " holds no " + FILE + "; name the folder that the issuer was given as --store");
        }
        try (Connection connection = connect(file)) {
            try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, target.toString());
                vacuum.execute();
            }
        } catch (SQLException failure) {
            throw new IOException(file + " cannot be copied to " + target + " (" + failure.getMessage() + ")", failure);
        }
        requireIntact(target);
    }

    /** Runs one write transaction of another part, before anything is served. Blocking. */
    public <T> T write(StoreSession.Work<T> work) throws StoreFailure {
        try {
            return Transaction.run(connection, statement -> work.run(connection));
        } catch (SQLException failure) {
            throw new StoreFailure(
                    file + " cannot be written (" + failure.getMessage() + "); check the disk's space and health",
                    failure);
        }
    }

    /**
     * Raises every generation, also those of resources that are not known, to at least {@code least}; for use in
     * {@link #write}.
     */
    public static void raiseGenerations(Connection connection, long least) throws SQLException {
        LeaseTable.raise(connection, least);
    }

    @Override
    public Saved load() throws StoreFailure {
        try (Statement statement = connection.createStatement()) {
            return new Saved(LeaseTable.all(statement), LeaseTable.floor(statement), WorkerTable.all(statement));
        } catch (SQLException | IOException failure) {
            throw unusable(file, failure);
        }
    }

    @Override
    public void commit(Changes changes) throws StoreFailure {
        write(to -> {
            LeaseTable.write(to, changes);
            WorkerTable.write(to, changes);
            return changes;
        });
    }

    @Override
    public void close() {
        try (lock) {
            connection.close();
        } catch (SQLException | IOException failure) {
            LOG.warn("the store did not close cleanly file={}", file, failure);
        }
    }

    private void prepare() throws SQLException, StoreFailure {
        int version = Schema.versionOf(connection);
        if (version > Schema.VERSION) {
            connection.close();
            throw new StoreFailure(file + " has schema version " + version + ", and this program knows versions up to "
                    + Schema.VERSION + "; run the program that wrote it, or a newer one");
        }
        if (version < Schema.VERSION) {
            Transaction.run(connection, statement -> {
                Schema.migrate(statement, version);
                return version;
            });
        }
    }

    static Connection connect(Path file) throws SQLException, IOException {
        if (!Files.exists(file)) {
            // Made here, so that it is never readable by others; SQLite gives its journal the same mode.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL");
        pragmas.setProperty("busy_timeout", BUSY_MILLIS);
        pragmas.setProperty("journal_size_limit", JOURNAL_BYTES);
        return DriverManager.getConnection("jdbc:sqlite:" + file, pragmas);
    }

    private static void requireIntact(Path copy) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            if (row.next() && "ok".equals(row.getString(1))) {
                return;
            }
            throw new IOException(
                    copy + " is damaged (" + row.getString(1) + "); the database it was taken from is too");
        } catch (SQLException unreadable) {
            throw new IOException(copy + " cannot be read (" + unreadable.getMessage() + ")", unreadable);
        }
    }

    private static StoreFailure unusable(Path file, Exception failure) {
        return new StoreFailure(
                file + " cannot be used (" + failure.getMessage() + "); restore a backup or choose another folder",
                failure);
    }
}
