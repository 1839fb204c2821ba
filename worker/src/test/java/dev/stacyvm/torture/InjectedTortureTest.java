package dev.stacyvm.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Time;
import dev.stacyvm.token.FaultyFile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the torture that no real file and no real clock can play: with an injected clock and file system. */
@Timeout(120)
class InjectedTortureTest {
    private static final Stage.Pace PACE = new Stage.Pace(Duration.ofSeconds(3), Duration.ofMillis(500), 3);
    private static final Duration READ_LIMIT = Duration.ofMillis(200);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path root;

    private final Vertx vertx = Vertx.vertx();
    private final SteppedTime clock = new SteppedTime();
    private CheckingPlane plane;
    private TokenFolder folder;
    private FaultyFile file;

    /** The clock of this machine, as somebody has set it. */
    private static final class SteppedTime implements Time {
        private volatile Duration offset = Duration.ZERO;

        void step(Duration step) {
            offset = offset.plus(step);
        }

        @Override
        public Instant now() {
            return Time.system().now().plus(offset);
        }

        @Override
        public long nanos() {
            return Time.system().nanos();
        }
    }

    @BeforeEach
    void open() {
        plane = new CheckingPlane(vertx);
        folder = new TokenFolder(root);
        file = new FaultyFile(folder.file());
    }

    @AfterEach
    void close() {
        plane.close();
        vertx.close().await();
    }

    @Test
    void theWorkersOwnClientIsGreenThroughout() throws Exception {
        List<Behaviour> behaviours = List.of(
                fault("EMFILE", "Too many open files"),
                fault("EIO", "Input/output error"),
                fault("ESTALE", "Stale file handle"),
                fault("EACCES", "Permission denied"),
                new Behaviour("a read that hangs", stage -> {
                    stage.spoil(file::hangs);
                    renameAnd(stage, file::heals);
                }),
                new Behaviour("clock an hour forward", stage -> {
                    stage.spoil(() -> clock.step(HOUR));
                    stage.spoil(() -> clock.step(HOUR.negated()));
                    renameAnd(stage, () -> {});
                }),
                new Behaviour("replaced while it is forward", stage -> {
                    stage.spoil(() -> clock.step(HOUR));
                    renameAnd(stage, () -> clock.step(HOUR.negated()));
                }),
                new Behaviour("clock an hour back", stage -> {
                    stage.spoil(() -> clock.step(HOUR.negated()));
                    renameAnd(stage, () -> {});
                    stage.spoil(() -> clock.step(HOUR));
                    renameAnd(stage, () -> {});
                }));
        OurClient ours = new OurClient(vertx, plane.url(), () -> file.source(vertx, clock, Mint.WORKER, READ_LIMIT));
        System.out.println(Row.head());

        List<Row> rows = new Torture(plane, folder, PACE).run(ours, behaviours, row -> System.out.println(row.line()));

        assertThat(rows).hasSize(behaviours.size()).allMatch(Row::isGreen);
    }

    private Behaviour fault(String name, String reason) {
        return new Behaviour(name, stage -> {
            stage.spoil(() -> file.failsWith(reason));
            renameAnd(stage, file::heals);
        });
    }

    private void renameAnd(Stage stage, Runnable act) throws IOException {
        String next = stage.mint().good();
        stage.swap(next, () -> {
            folder.rename(next);
            act.run();
        });
    }
}
