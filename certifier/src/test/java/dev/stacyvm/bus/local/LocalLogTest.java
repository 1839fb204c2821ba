package dev.stacyvm.bus.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.Position;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.EventFormat;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogTest {
    private static final Position START = new Position("0");

    private final ManualTime time = new ManualTime();

    @TempDir
    private Path folder;

    private LocalLogFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LocalLogFixture(new LogSettings(folder, new Retention(Duration.ofDays(30), 1 << 20), time));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<EventDraft> drafts(int count) {
        return IntStream.range(0, count)
                .mapToObj(second -> Samples.draft("h", second))
                .toList();
    }

    private List<Long> sequences() throws Exception {
        List<Long> sequences = new ArrayList<>();
        for (Arrival arrival : Await.result(fixture.log().read(START, 500))) {
            sequences.add(
                    CertificationEvent.from(((Arrival.Whole) arrival).event()).sequence());
        }
        return sequences;
    }

    @Test
    void numbersTheEventsOfEachHostFromOne() throws Exception {
        List<CloudEvent> events = Await.result(
                fixture.log().append(List.of(Samples.draft("a", 0), Samples.draft("b", 1), Samples.draft("a", 2))));

        assertThat(sequences()).containsExactly(1L, 1L, 2L);
        assertThat(CertificationEvent.from(events.get(2)).sequence()).isEqualTo(2);
    }

    @Test
    void goesOnNumberingWhenTheEventsAreGone() throws Exception {
        fixture.publish(drafts(3));
        fixture.sql("DELETE FROM event");

        fixture.publish(drafts(1));

        assertThat(sequences()).containsExactly(4L);
    }

    @Test
    void appendsAllOrNothing() throws Exception {
        EventDraft good = Samples.draft("a", 0);
        EventDraft tooLong = new EventDraft(
                "id",
                good.host(),
                good.type(),
                good.subject(),
                good.time(),
                Json.object().put("x", "y".repeat(EventFormat.MAX_BYTES)),
                Optional.empty());

        Throwable failure = Await.failure(fixture.log().append(List.of(good, tooLong)));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bytes long");
        assertThat(sequences()).isEmpty();
        fixture.publish(List.of(good));
        assertThat(sequences()).containsExactly(1L);
    }

    @Test
    void refusesMoreDraftsThanItTakesAtOnce() {
        List<EventDraft> many = Collections.nCopies(501, Samples.draft("a", 0));

        assertThat(Await.failure(fixture.log().append(many))).hasMessageContaining("at most 500");
    }

    @Test
    void givesANameToOneConsumerAtATime() {
        var first = Await.result(fixture.log().consume(Subscription.named("a"), new Collector()));

        Throwable refused = Await.failure(fixture.log().consume(Subscription.named("a"), new Collector()));
        assertThat(refused).hasMessageContaining("is in use");

        Await.result(first.close());
        Await.result(fixture.log().consume(Subscription.named("a"), new Collector()));
    }

    @Test
    void deliversWhatIsTooLongByItsBeginningOnly() {
        byte[] large = new byte[10 << 20];
        Arrays.fill(large, (byte) 'x');
        fixture.publishRaw("h", large);

        List<Arrival> read = Await.result(fixture.log().read(START, 10));

        assertThat(read).singleElement().isInstanceOfSatisfying(Arrival.Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).contains("10485760 bytes");
            assertThat(unreadable.beginning()).hasSize(Arrival.MAX_BEGINNING);
        });
    }

    @Test
    void readsAPageOfALimitedSize() {
        fixture.publish(drafts(500));
        fixture.publish(drafts(10));

        assertThat(Await.result(fixture.log().read(START, 10_000))).hasSize(500);
        assertThat(Await.result(fixture.log().read(new Position("500"), 3)))
                .extracting(Arrival::position)
                .containsExactly(new Position("501"), new Position("502"), new Position("503"));
    }

    @Test
    void findsWhereAReplayBegins() {
        fixture.publish(drafts(2));
        time.advance(Duration.ofHours(1));
        fixture.publish(drafts(2));

        assertThat(Await.result(fixture.log().locate(new Start.Since(time.now()))))
                .isEqualTo(new Position("2"));
        assertThat(Await.result(fixture.log().locate(new Start.End()))).isEqualTo(new Position("4"));
        assertThat(Await.result(fixture.log().locate(new Start.Since(time.now().plusSeconds(1)))))
                .isEqualTo(new Position("4"));
    }

    @Test
    void refusesAPositionOfAnotherBus() {
        Throwable failure = Await.failure(
                fixture.log().consume(new Subscription("a", new Start.After(new Position("0:17"))), new Collector()));

        assertThat(failure).hasMessageContaining("must be a number");
        Await.result(fixture.log().consume(Subscription.named("a"), new Collector()));
    }

    @Test
    void keepsADeadLetterOnce() {
        DeadLetter letter = new DeadLetter("recorder", START, "id", "its type is not known", "{");
        DeadLetter other = new DeadLetter("recorder", new Position("2"), "", "it is empty", "");

        assertThat(Await.result(fixture.log().add(List.of(letter)))).containsExactly(letter);
        assertThat(Await.result(fixture.log().add(List.of(letter, other)))).containsExactly(other);
        assertThat(Await.result(fixture.log().deadLetters())).containsExactly(other, letter);
    }

    @Test
    void removesOldEventsThatEveryConsumerHasPassed() throws Exception {
        // Given three events that a consumer has read, and two it has not
        fixture.publish(drafts(3));
        Collector collector = new Collector();
        var consumption = Await.result(fixture.log().consume(Subscription.named("a"), collector));
        collector.awaitCount(3);
        Await.result(consumption.close());
        fixture.publish(drafts(2));

        // When all are old
        time.advance(Duration.ofDays(31));
        Await.result(fixture.log().sweep());

        // Then
        assertThat(sequences()).containsExactly(4L, 5L);
    }

    @Test
    void keepsWhatIsNotOld() throws Exception {
        fixture.publish(drafts(3));
        time.advance(Duration.ofDays(29));

        Await.result(fixture.log().sweep());

        assertThat(sequences()).hasSize(3);
    }

    @Test
    void removesTheOldestWhenItIsTooLargeWhoeverWaitsForThem() throws Exception {
        // Given a consumer that never read, and more than the 1 MiB that is kept
        Await.result(fixture.log()
                .consume(new Subscription("slow", new Start.Beginning()), new Collector().failing(1_000_000)));
        for (int round = 0; round < 8; round++) {
            fixture.publish(drafts(500));
        }

        // When
        Await.result(fixture.log().sweep());

        // Then the newest are there
        fixture.publish(drafts(1));
        long newest = Long.parseLong(
                Await.result(fixture.log().locate(new Start.End())).value());
        Arrival first = Await.result(fixture.log().read(START, 1)).get(0);
        assertThat(Long.parseLong(first.position().value())).isGreaterThan(500).isLessThan(newest);
    }

    @Test
    void refusesTheLogOfANewerProgram() {
        fixture.sql("PRAGMA user_version=" + (LogTables.VERSION + 1));

        Throwable failure = Await.failure(LocalLog.open(fixture.vertx(), LogSettings.of(folder)));

        assertThat(failure)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("events.db")
                .hasMessageContaining("newer version of stacyvm");
    }

    @Test
    void refusesAFileThatIsNoDatabase(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("events.db"), "this is not a database, only a text of some length");

        Throwable failure = Await.failure(LocalLog.open(fixture.vertx(), LogSettings.of(other)));

        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("events.db cannot be opened");
    }

    @Test
    void writesAheadAndToTheDisk() throws Exception {
        fixture.publish(drafts(1));

        assertThat(folder.resolve("events.db-wal")).exists();
        try (Database database = Database.open(folder.resolve("events.db"))) {
            assertThat(database.number("PRAGMA synchronous")).as("FULL").isEqualTo(2);
            assertThat(database.number("PRAGMA journal_size_limit")).isEqualTo(16 << 20);
        }
    }
}
