package dev.stacyvm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a database that another process writes to without a pause, and whose log it begins anew all the time. */
class SnapshotIT {
    private static final int COPIES = 10;
    private static final String PAIRS = "SELECT count(*) FROM owner";

    @TempDir
    private Path folder;

    private Path database;
    private Process writer;

    @BeforeEach
    void write() throws Exception {
        database = folder.resolve("stacyvm.db");
        SteadyWriter.main(new String[] {"make", database.toString(), "4"});
        writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.stacyvm.rehearse.SteadyWriter",
                        "pairs",
                        database.toString(),
                        folder.resolve("stop").toString())
                .inheritIO()
                .start();
        while (pairs(database) < 10) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() throws Exception {
        Files.writeString(folder.resolve("stop"), "");
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).isZero();
    }

    @Test
    void everyCopyIsWholeAndHoldsWhatWasCommittedBeforeIt() throws Exception {
        for (int copy = 0; copy < COPIES; copy++) {
            long before = pairs(database);
            try (ScratchFolder scratch = ScratchFolder.in(folder);
                    Connection taken = SqliteFile.open(Snapshot.take(SqliteFile.at(database), scratch))) {
                assertThat(Sql.column(taken, "PRAGMA integrity_check")).isEqualTo(List.of("ok"));
                assertThat(Sql.number(taken, "SELECT count(*) FROM sandbox WHERE owner > 1"))
                        .isEqualTo(Sql.number(taken, "SELECT count(*) FROM owner WHERE id > 1"));
                assertThat(Sql.number(taken, PAIRS)).isGreaterThanOrEqualTo(before);
            }
        }
    }

    @Test
    void aWholeRehearsalPassesBesideIt() throws IOException {
        Path backup = folder.resolve("backup.db");

        assertThat(new SqliteRehearsal(database, backup, Space.local()).run())
                .extracting(row -> row.status().name())
                .containsOnly("PASS");
        assertThat(backup).doesNotExist();
    }

    private static long pairs(Path database) throws SQLException {
        try (Connection connection = Databases.open(database)) {
            Sql.execute(connection, "PRAGMA busy_timeout=5000");
            return Sql.number(connection, PAIRS);
        }
    }
}
