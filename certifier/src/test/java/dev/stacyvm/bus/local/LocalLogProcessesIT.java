package dev.stacyvm.bus.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.ChildJvm;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.CertificationEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogProcessesIT {
    private static final int APPENDS = 30;
    private static final int EVENTS = APPENDS * 3;

    @TempDir
    private Path folder;

    @Test
    void twoProcessesWriteAndReadOneLog() throws Exception {
        // When two processes make the log, write to it and read it at once
        String[] counts = {Integer.toString(APPENDS), Integer.toString(2 * EVENTS)};
        try (ChildJvm left = ChildJvm.start(LogChild.class, folder.toString(), "left", counts[0], counts[1]);
                ChildJvm right = ChildJvm.start(LogChild.class, folder.toString(), "right", counts[0], counts[1])) {
            // Then both see all of it
            assertThat(left.line("seen")).isEqualTo("seen " + 2 * EVENTS);
            assertThat(right.line("seen")).isEqualTo("seen " + 2 * EVENTS);
            assertThat(left.end()).isZero();
            assertThat(right.end()).isZero();
        }
        assertThat(sequencesByHost())
                .containsEntry("left", LongStream.rangeClosed(1, EVENTS).boxed().toList())
                .containsEntry(
                        "right", LongStream.rangeClosed(1, EVENTS).boxed().toList());
    }

    @Test
    void keepsWhatWasAppendedWhenTheWriterIsKilled() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2; round++) {
            // Given a writer that dies at some moment
            long before = newest();
            try (ChildJvm child = ChildJvm.start(LogChild.class, folder.toString(), "h", "100000", "1")) {
                long enough = before + 1 + random.nextInt(90);
                Await.until("some events, seed " + seed, () -> newest() >= enough);
                child.kill();
            }

            // Then the log can be read and written at once, and no append is half there
            Map<String, List<Long>> sequences = sequencesByHost();
            assertThat(sequences.get("h"))
                    .as("seed %d", seed)
                    .isEqualTo(LongStream.rangeClosed(1, newest()).boxed().toList());
            assertThat(newest() % 3).as("seed %d", seed).isZero();
        }
    }

    private long newest() {
        try (Database database = Database.open(folder.resolve("events.db"))) {
            return database.read(EventTable::newest);
        } catch (SQLException | IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Map<String, List<Long>> sequencesByHost() throws Exception {
        Map<String, List<Long>> sequences = new HashMap<>();
        try (LocalLogFixture log = new LocalLogFixture(folder)) {
            Position position = new Position("0");
            for (List<Arrival> page = page(log, position); !page.isEmpty(); page = page(log, position)) {
                for (Arrival arrival : page) {
                    CertificationEvent event = CertificationEvent.from(((Arrival.Whole) arrival).event());
                    sequences
                            .computeIfAbsent(event.host().value(), host -> new ArrayList<>())
                            .add(event.sequence());
                }
                position = page.get(page.size() - 1).position();
            }
        }
        return sequences;
    }

    private static List<Arrival> page(LocalLogFixture log, Position position) {
        return Await.result(log.log().read(position, 500));
    }
}
