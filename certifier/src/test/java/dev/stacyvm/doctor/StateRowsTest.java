package dev.stacyvm.doctor;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.CheckResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateRowsTest {
    @TempDir
    Path folder;

    @Test
    void aFolderWithoutALogHasOnlyItsDiskToTell() {
        assertThat(rows()).extracting(CheckResult::name).containsExactly("events.disk");
    }

    @Test
    void aLogWhoseEventsAreAllForwardedPasses() throws Exception {
        log("INSERT INTO position VALUES ('kafka/a/t', 1), ('recorder', 0)");

        assertThat(DoctorTest.shown(rows()))
                .containsExactly(
                        "PASS events.log", "PASS events.forwarder", "PASS events.dead_letters", "PASS events.disk");
    }

    @Test
    void tellsHowManyEventsWaitAndHowManyCouldNotBeProcessed() throws Exception {
        log(
                "INSERT INTO position VALUES ('kafka/a/t', 0)",
                "INSERT INTO dead_letter (consumer, position, event_id, reason, beginning, added_ms)"
                        + " VALUES ('recorder', '1', 'e', 'torn', '', 1)");

        assertThat(DoctorTest.row(rows(), "events.forwarder").message()).startsWith("1 events wait");
        assertThat(DoctorTest.row(rows(), "events.dead_letters").status()).isEqualTo(WARN);
        assertThat(DoctorTest.row(rows(), "events.dead_letters").message()).startsWith("1 events could not");
    }

    @Test
    void tellsWhatWaitsForAClusterThatNeverAnswered() throws Exception {
        log();
        assertThat(DoctorTest.row(rows(true), "events.forwarder").message())
                .startsWith("1 events wait to be forwarded by kafka/unknown, the oldest since 1970-");
        log("INSERT INTO position VALUES ('kafka/a/t', 2)");
        assertThat(DoctorTest.row(rows(true), "events.forwarder").status()).isEqualTo(PASS);
    }

    @Test
    void looksWithoutLeavingAFileBesideTheLog() throws Exception {
        log();
        List<Path> before = entries();

        assertThat(DoctorTest.row(rows(), "events.log").status()).isEqualTo(PASS);
        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void aLogThatIsNoDatabaseFails() throws Exception {
        Files.writeString(
                folder.resolve("events.db"), "no database, but long enough to be looked into for a header".repeat(20));

        assertThat(DoctorTest.row(rows(), "events.log").status()).isEqualTo(FAIL);
    }

    private List<CheckResult> rows() {
        return rows(false);
    }

    private List<CheckResult> rows(boolean forwards) {
        Rows rows = Rows.of(Mode.PRODUCTION);
        new StateRows(folder, forwards, rows).add();
        return rows.results();
    }

    /** A log with one event, and what else the statements say. */
    private void log(String... statements) throws Exception {
        Vertx vertx = Vertx.vertx();
        await(LocalLog.open(vertx, LogSettings.of(folder)).compose(LocalLog::close));
        await(vertx.close());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("events.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO event (id, host, appended_ms, body) VALUES ('e', 'h', 1, x'00')");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void await(Future<Void> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
