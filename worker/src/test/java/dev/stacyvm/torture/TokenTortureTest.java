package dev.stacyvm.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.worker.client.ControlPlane;
import dev.stacyvm.worker.client.HttpControlPlane;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /** Enough to tell the bad readers apart. */
    private static final Set<String> TELLING = Set.of(
            "rename",
            "rename, time preserved",
            "two writes in one tick",
            "Kubernetes link swap",
            "truncate, write in halves",
            "append",
            "empty",
            "NUL bytes",
            "FIFO",
            "expired",
            "another worker's",
            "401, the file has changed");

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
        List<Row> rows = torture(new Ours(), name -> true);

        assertThat(rows).hasSizeGreaterThan(25).allMatch(Row::isGreen);
    }

    @ParameterizedTest
    @EnumSource
    void everyBadReaderTurnsRowsRed(BadReader.Habit habit) throws Exception {
        List<Row> rows = torture(new Bad(habit), TELLING::contains);

        List<String> red =
                rows.stream().filter(row -> !row.isGreen()).map(Row::behaviour).toList();
        switch (habit) {
            case ONCE -> assertThat(red).contains("rename", "Kubernetes link swap", "401, the file has changed");
            case MTIME ->
                assertThat(red)
                        .contains("rename, time preserved", "two writes in one tick", "expired", "append")
                        .doesNotContain("rename");
            case RAW ->
                assertThat(red)
                        .contains("empty", "truncate, write in halves", "NUL bytes", "another worker's", "FIFO")
                        .doesNotContain("rename", "rename, time preserved");
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void noRotationIsMissedHoweverFastTheyCome() throws Exception {
        Storm.Outcome outcome = new Storm(plane, folder)
                .run(new Ours(), Long.getLong("torture.rotations", 10_000), Long.getLong("torture.requests", 500));

        assertThat(outcome.refused()).as(outcome.toString()).isZero();
    }

    @Test
    void aStormFindsAReaderThatIsBehind() throws Exception {
        Storm.Outcome outcome = new Storm(plane, folder).run(new Bad(BadReader.Habit.ONCE), 500, 20);

        assertThat(outcome.refused()).isPositive();
    }

    private List<Row> torture(Victim victim, Predicate<String> wanted) throws IOException {
        List<Behaviour> behaviours = Behaviours.all().stream()
                .filter(behaviour -> wanted.test(behaviour.name()))
                .toList();
        return new Torture(plane, folder, FAST).run(victim, behaviours, row -> {});
    }

    /** The worker's client over the worker's token source, a heartbeat after the other. */
    private final class Ours implements Victim {
        private final Heartbeat beat = new Heartbeat("h", "online", List.of("docker"), List.of(), null);
        private Optional<FileTokenSource> source = Optional.empty();
        private AtomicBoolean stopped = new AtomicBoolean(true);

        @Override
        public void start() {
            FileTokenSource file = FileTokenSource.of(vertx, Time.system(), folder.file(), Mint.WORKER);
            AtomicBoolean end = new AtomicBoolean();
            source = Optional.of(file);
            stopped = end;
            vertx.runOnContext(now -> {
                file.onChange(reading -> {});
                beat(new HttpControlPlane(ApiClient.create(vertx), BaseUrl.parse(plane.url()), Mint.WORKER, file), end);
            });
        }

        private void beat(ControlPlane client, AtomicBoolean end) {
            client.heartbeat(beat).onSuccess(answer -> {
                if (end.get()) {
                    return;
                }
                if (answer.granted().isPresent()) {
                    vertx.runOnContext(next -> beat(client, end));
                } else {
                    vertx.setTimer(20, next -> beat(client, end));
                }
            });
        }

        @Override
        public boolean isAlive() {
            return !stopped.get();
        }

        @Override
        public void stop() {
            stopped.set(true);
            source.ifPresent(FileTokenSource::close);
        }
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
