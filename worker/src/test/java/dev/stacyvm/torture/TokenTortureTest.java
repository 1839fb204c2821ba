package dev.stacyvm.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
@Timeout(600)
class TokenTortureTest {
    private static final Stage.Pace FAST = new Stage.Pace(Duration.ofMillis(600), Duration.ofMillis(150), 3);

    /** What reading after a change of the modification time gets right. */
    private static final Set<String> MASTERED_BY_MTIME = Set.of(
            "rename",
            "Kubernetes link swap",
            "folder replaced",
            "CRLF at the end",
            "link visible before the file",
            "delete and recreate",
            "chmod 000",
            "directory",
            "link loop",
            "older token written back",
            "401, the file has changed",
            "401, the same file");

    /** What reading every time gets right, though all is sent that is found. */
    private static final Set<String> MASTERED_BY_RAW = Set.of(
            "rename",
            "rename, time preserved",
            "two writes in one tick",
            "Kubernetes link swap",
            "folder replaced",
            "CRLF at the end",
            "older token written back",
            "401, the file has changed",
            "401, the same file");

    @TempDir
    private Path root;

    private final Vertx vertx = Vertx.vertx();
    private CheckingPlane plane;
    private TokenFolder folder;

    @BeforeEach
    void open() {
        plane = new CheckingPlane(vertx);
        folder = new TokenFolder(root);
    }

    @AfterEach
    void close() {
        plane.close();
        vertx.close().await();
    }

    @Test
    void theWorkersOwnClientIsGreenThroughout() throws Exception {
        List<Row> rows = torture(ours(), name -> true);

        assertThat(rows).hasSizeGreaterThan(24).allMatch(Row::isGreen);
    }

    /** Row by row: what a reader gets wrong is red, and what it gets right is green. */
    @ParameterizedTest
    @EnumSource
    void everyBadReaderTurnsItsRowsRed(BadReader.Habit habit) throws Exception {
        List<Row> rows = torture(new Bad(habit), name -> true);

        assertThat(rows.stream().filter(Row::isGreen).map(Row::behaviour))
                .containsExactlyElementsOf(mastered(habit, rows));
    }

    private static List<String> mastered(BadReader.Habit habit, List<Row> rows) {
        Predicate<String> right = switch (habit) {
            case ONCE -> name -> false;
            case MTIME -> name -> MASTERED_BY_MTIME.contains(name);
            case RAW -> name -> MASTERED_BY_RAW.contains(name);
        };
        return rows.stream().map(Row::behaviour).filter(right).toList();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void noRotationIsMissedHoweverFastTheyCome() throws Exception {
        Storm.Outcome outcome = new Storm(plane, folder)
                .run(ours(), Long.getLong("torture.rotations", 10_000), Long.getLong("torture.requests", 500));

        System.out.println(outcome);
        assertThat(outcome.refused()).as(outcome.toString()).isZero();
    }

    @Test
    void aStormFindsAReaderThatIsBehind() throws Exception {
        Storm.Outcome outcome = new Storm(plane, folder).run(new Bad(BadReader.Habit.ONCE), 500, 20);

        assertThat(outcome.refused()).isPositive();
    }

    private OurClient ours() {
        return new OurClient(
                vertx, plane.url(), () -> FileTokenSource.of(vertx, Time.system(), folder.file(), Mint.WORKER));
    }

    private List<Row> torture(Victim victim, Predicate<String> wanted) throws IOException {
        List<Behaviour> behaviours = Behaviours.of(Behaviours.thisUserReadsAll()).stream()
                .filter(behaviour -> wanted.test(behaviour.name()))
                .toList();
        return new Torture(plane, folder, FAST).run(victim, behaviours, row -> {});
    }

    /** A bad reader on a thread of its own, which may hang for good. */
    private final class Bad implements Victim {
        private final BadReader.Habit habit;
        private AtomicBoolean stopped = new AtomicBoolean(true);

        Bad(BadReader.Habit habit) {
            this.habit = habit;
        }

        @Override
        public void start() {
            AtomicBoolean end = new AtomicBoolean();
            stopped = end;
            Thread thread = new Thread(() -> read(end), "bad-reader");
            thread.setDaemon(true);
            thread.start();
        }

        private void read(AtomicBoolean end) {
            try {
                new BadReader(habit, folder.file(), plane.url()).run(end::get);
            } catch (IOException broken) {
                if (!end.getAndSet(true)) {
                    throw new UncheckedIOException(broken);
                }
            }
        }

        @Override
        public boolean isAlive() {
            return !stopped.get();
        }

        @Override
        public void stop() {
            stopped.set(true);
        }
    }
}
