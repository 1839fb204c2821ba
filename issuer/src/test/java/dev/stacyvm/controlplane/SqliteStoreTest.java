package dev.stacyvm.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void nameAFolderThatIsNotThereYet() {
        folder = temporary.resolve("store");
    }

    @Test
    void beginsEmpty() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(store.load()).isEqualTo(new Saved(List.of(), 0, List.of()));
        }
    }

    @Test
    void givesBackAfterReopeningWhatWasCommitted() throws IOException, InvalidJson {
        LeaseRow released =
                new LeaseRow("sb-2", "worker-b", 9, LeaseAsk.MAX_TTL, Instant.parse("2026-05-09T12:00:00Z"), true);
        WorkerRow full = new WorkerRow(
                "worker-b",
                "höst",
                "draining",
                List.of(),
                List.of("exec", "files"),
                Json.readObject("{\"max_sandboxes\":3}".getBytes(StandardCharsets.UTF_8)),
                Instant.ofEpochSecond(1_778_320_800),
                Instant.ofEpochSecond(1_778_320_000));
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(new Changes(
                    List.of(Rows.lease("sb-1", 4), released),
                    List.of(),
                    3,
                    List.of(Rows.worker("worker-a"), full),
                    List.of()));
        }

        try (SqliteStore store = SqliteStore.open(folder)) {
            Saved saved = store.load();
            assertThat(saved.leases()).containsExactlyInAnyOrder(Rows.lease("sb-1", 4), released);
            assertThat(saved.workers()).containsExactlyInAnyOrder(Rows.worker("worker-a"), full);
            assertThat(saved.floor()).isEqualTo(3);
        }
    }

    @Test
    void replacesAndDeletesByKey() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(new Changes(
                    List.of(Rows.lease("sb-1", 1), Rows.lease("sb-2", 1)),
                    List.of(),
                    0,
                    List.of(Rows.worker("worker-a")),
                    List.of()));
            store.commit(
                    new Changes(List.of(Rows.lease("sb-1", 2)), List.of("sb-2"), 1, List.of(), List.of("worker-a")));

            assertThat(store.load()).isEqualTo(new Saved(List.of(Rows.lease("sb-1", 2)), 1, List.of()));
        }
    }

    @Test
    void neverLowersTheFloor() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(new Changes(List.of(), List.of("sb-1"), 7, List.of(), List.of()));
            store.commit(new Changes(List.of(Rows.lease("sb-2", 1)), List.of(), 3, List.of(), List.of()));

            assertThat(store.load().floor()).isEqualTo(7);
        }
    }

    @Test
    void writesAllOfATransactionOrNothing() throws IOException, SQLException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            execute("CREATE TRIGGER refuse BEFORE INSERT ON leases WHEN NEW.resource_id = 'bad'"
                    + " BEGIN SELECT RAISE(ABORT, 'no room'); END");

            assertThatThrownBy(() -> store.commit(Rows.leases(Rows.lease("good", 1), Rows.lease("bad", 1))))
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining(folder.resolve("issuer.db") + " cannot be written")
                    .hasMessageContaining("no room");
            assertThat(store.load().leases()).isEmpty();

            store.commit(Rows.leases(Rows.lease("good", 1)));
            assertThat(store.load().leases()).hasSize(1);
        }
    }

    @Test
    void isHeldByOneIssuerAtATime() throws IOException {
        try (SqliteStore first = SqliteStore.open(folder)) {
            assertThatThrownBy(() -> SqliteStore.open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
            assertThat(first.load().leases()).isEmpty();
        }
        SqliteStore.open(folder).close();
    }

    @Test
    void keepsItsFilesFromOthers() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder);
                Stream<Path> files = Files.list(folder)) {
            store.commit(Rows.leases(Rows.lease("sb-1", 1)));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            assertThat(files.map(SqliteStoreTest::mode)).hasSizeGreaterThan(2).containsOnly("rw-------");
        }
    }

    @Test
    void refusesADatabaseOfANewerProgram() throws IOException, SQLException {
        SqliteStore.open(folder).close();
        execute("PRAGMA user_version = 99");

        assertThatThrownBy(() -> SqliteStore.open(folder))
                .isInstanceOf(StoreFailure.class)
                .hasMessage(
                        folder.resolve("issuer.db") + " has schema version 99, and this program knows versions up to "
                                + Schema.VERSION + "; run the program that wrote it, or a newer one");
        assertThatThrownBy(() -> SqliteStore.open(folder)).hasMessageContaining("schema version 99");
    }

    @Test
    void migratesAnOlderDatabaseAndKeepsWhatItHeld() throws IOException, SQLException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(Rows.leases(Rows.lease("sb-1", 5)));
        }
        for (String later : List.of(
                "workers",
                "join_tokens",
                "enrolments",
                "assertions",
                "audit",
                "revocations",
                "signing_keys",
                "followers")) {
            execute("DROP TABLE " + later);
        }
        execute("PRAGMA user_version = 1");

        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(store.load().leases()).containsExactly(Rows.lease("sb-1", 5));
            store.commit(new Changes(List.of(), List.of(), 0, List.of(Rows.worker("worker-a")), List.of()));
            assertThat(store.load().workers()).hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoDatabase() throws IOException {
        SqliteStore.open(folder).close();
        Files.writeString(folder.resolve("issuer.db"), "this is not a database, whatever its name may say ".repeat(50));

        assertThatThrownBy(() -> SqliteStore.open(folder))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining(folder.resolve("issuer.db") + " cannot be used")
                .hasMessageContaining("restore a backup or choose another folder");
    }

    @Test
    void refusesAFolderThatOthersCanWrite() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> SqliteStore.open(folder)).hasMessageContaining("chmod go-w " + folder);
    }

    @Test
    void writesAheadInALog() throws IOException, SQLException {
        SqliteStore.open(folder).close();

        assertThat(query("PRAGMA journal_mode")).isEqualTo("wal");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("issuer.db"));
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
