package dev.stacyvm.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every bus promises. A test class per implementation implements {@link #open} and {@link #holder}. */
public interface EventBusContract {
    /** Holds the fixture of the running test. */
    final class Holder {
        private BusFixture fixture;
    }

    Holder holder();

    BusFixture open() throws Exception;

    @BeforeEach
    default void openBus() throws Exception {
        holder().fixture = open();
    }

    @AfterEach
    default void closeBus() {
        holder().fixture.close();
    }

    Time NOW = Time.system();

    private BusFixture fixture() {
        return holder().fixture;
    }

    private List<String> publish(String host, int from, int count) {
        List<EventDraft> drafts = IntStream.range(from, from + count)
                .mapToObj(second -> Samples.draft(host, second))
                .toList();
        fixture().publish(drafts);
        return drafts.stream().map(EventDraft::id).toList();
    }

    private Consumption consume(Subscription subscription, BatchHandler handler) {
        return Await.result(fixture().bus().consume(subscription, handler));
    }

    @Test
    default void deliversTheEventsOfAHostInTheirOrder() {
        // Given two hosts whose events are mixed
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            left.addAll(publish("left", round * 10, 10));
            right.addAll(publish("right", round * 10, 10));
        }

        // When
        Collector collector = new Collector();
        consume(Subscription.named("a"), collector);

        // Then
        List<String> ids = collector.awaitCount(400).ids();
        assertThat(ids.stream().filter(left::contains)).containsExactlyElementsOf(left);
        assertThat(ids.stream().filter(right::contains)).containsExactlyElementsOf(right);
    }

    @Test
    default void deliversWhatIsPublishedWhileItConsumes() {
        Collector collector = new Collector();
        consume(Subscription.named("a"), collector);

        List<String> first = publish("h", 0, 1);
        collector.awaitCount(1);
        List<String> second = publish("h", 1, 2);

        assertThat(collector.awaitCount(3).ids()).startsWith(first.get(0)).endsWith(second.get(1));
    }

    @Test
    default void givesEveryNamedConsumerEveryEvent() {
        List<String> ids = publish("h", 0, 5);
        Collector one = new Collector();
        Collector other = new Collector();

        consume(Subscription.named("one"), one);
        consume(Subscription.named("other"), other);

        assertThat(one.awaitCount(5).ids()).isEqualTo(ids);
        assertThat(other.awaitCount(5).ids()).isEqualTo(ids);
    }

    @Test
    default void goesOnWhereTheConsumerLeftOff() {
        // Given a consumer that has handled five
        publish("h", 0, 5);
        Collector before = new Collector();
        Consumption consumption = consume(Subscription.named("a"), before);
        before.awaitCount(5);
        Await.result(consumption.close());

        // When everything is restarted and two more come
        fixture().restart();
        List<String> more = publish("h", 5, 2);
        Collector after = new Collector();
        consume(Subscription.named("a"), after);

        // Then
        assertThat(after.awaitCount(2).ids()).isEqualTo(more);
    }

    @Test
    default void deliversABatchAgainUntilItIsHandled() {
        List<String> ids = publish("h", 0, 3);
        Collector collector = new Collector().failing(3);

        consume(Subscription.named("a"), collector);

        assertThat(collector.awaitCount(3).ids()).isEqualTo(ids);
    }

    @Test
    default void takesAHandlerThatThrowsForOneThatFailed() {
        List<String> ids = publish("h", 0, 3);
        Collector collector = new Collector();
        AtomicInteger calls = new AtomicInteger();

        consume(Subscription.named("a"), batch -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("a bug");
            }
            return collector.handle(batch);
        });

        assertThat(collector.awaitCount(3).ids()).isEqualTo(ids);
    }

    @Test
    default void losesNothingThatWasNotHandled() {
        // Given a consumer that ended without having handled anything
        List<String> ids = publish("h", 0, 3);
        AtomicInteger calls = new AtomicInteger();
        Consumption consumption = consume(Subscription.named("a"), batch -> {
            calls.incrementAndGet();
            return Future.failedFuture("never");
        });
        Await.until("a first call", () -> calls.get() > 0);
        Await.result(consumption.close());

        // When another takes its place
        fixture().restart();
        Collector collector = new Collector();
        consume(Subscription.named("a"), collector);

        // Then
        assertThat(collector.awaitCount(3).ids()).isEqualTo(ids);
    }

    @Test
    default void replaysFromTheBeginning() {
        List<String> ids = publish("h", 0, 3);
        Collector first = new Collector();
        Await.result(consumeAndClose("a", first, 3));

        Collector again = new Collector();
        consume(new Subscription("a", new Start.Beginning()), again);

        assertThat(again.awaitCount(3).ids()).isEqualTo(ids);
    }

    private Future<Void> consumeAndClose(String name, Collector collector, int count) {
        Consumption consumption = consume(Subscription.named(name), collector);
        collector.awaitCount(count);
        return consumption.close();
    }

    @Test
    default void replaysFromAPosition() {
        List<String> ids = publish("h", 0, 5);
        Collector first = new Collector();
        Await.result(consumeAndClose("a", first, 5));
        Position second = first.arrivals().get(1).position();

        Collector again = new Collector();
        consume(new Subscription("a", new Start.After(second)), again);

        assertThat(again.awaitCount(3).ids()).isEqualTo(ids.subList(2, 5));
    }

    @Test
    default void replaysFromATime() {
        publish("h", 0, 3);
        Instant between = afterNow();
        List<String> later = publish("h", 3, 2);

        Collector collector = new Collector();
        consume(new Subscription("a", new Start.Since(between)), collector);

        assertThat(collector.awaitCount(2).ids()).isEqualTo(later);
    }

    /** A millisecond that nothing was published in and after which everything else will be. */
    private static Instant afterNow() {
        Instant between = NOW.now().plusMillis(2);
        Await.until("the clock to move", () -> NOW.now().isAfter(between));
        return between;
    }

    @Test
    default void beginsBehindTheNewestWhenAsked() {
        publish("h", 0, 3);
        Collector collector = new Collector();
        consume(Subscription.passing(new Start.End()), collector);

        List<String> later = publish("h", 3, 2);

        assertThat(collector.awaitCount(2).ids()).isEqualTo(later);
    }

    @Test
    default void keepsNothingOfAPasserBy() {
        List<String> ids = publish("h", 0, 3);
        Collector first = new Collector();
        Consumption consumption = consume(Subscription.passing(new Start.Beginning()), first);
        first.awaitCount(3);
        Await.result(consumption.close());

        Collector second = new Collector();
        consume(Subscription.passing(new Start.Beginning()), second);

        assertThat(second.awaitCount(3).ids()).isEqualTo(ids);
    }

    @Test
    default void neverHandsOverABatchBeforeTheLastIsDone() {
        // Given more than one batch
        for (int page = 0; page < 3; page++) {
            publish("h", page * 400, 400);
        }
        List<Promise<Void>> inHand = new CopyOnWriteArrayList<>();
        AtomicInteger arrivals = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicBoolean ending = new AtomicBoolean();

        // When
        consume(Subscription.named("a"), batch -> {
            Promise<Void> done = Promise.promise();
            arrivals.addAndGet(batch.size());
            most.accumulateAndGet(batch.size(), Math::max);
            inHand.add(done);
            if (ending.get()) {
                done.tryComplete();
            }
            return done.future();
        });

        // Then each batch waits for the one before, whatever is published meanwhile, and none is large
        for (int batches = 1; arrivals.get() < 1200; batches++) {
            int expected = batches;
            Await.until("batch " + expected, () -> inHand.size() == expected);
            publish("other", expected, 1);
            assertThat(inHand).hasSize(expected);
            inHand.get(expected - 1).complete();
            Await.until("more", () -> inHand.size() > expected || arrivals.get() >= 1200);
        }
        assertThat(most.get()).isLessThanOrEqualTo(500);
        ending.set(true);
        inHand.forEach(Promise::tryComplete);
    }

    @Test
    default void endsWithNothingInTheAir() {
        // Given a batch in hand
        List<String> ids = publish("h", 0, 3);
        Promise<Void> inHand = Promise.promise();
        AtomicInteger calls = new AtomicInteger();
        Consumption consumption = consume(Subscription.named("a"), batch -> {
            calls.incrementAndGet();
            return inHand.future();
        });
        Await.until("the batch", () -> calls.get() == 1);

        // When it is closed, it waits for the batch
        Future<Void> closed = consumption.close();
        List<String> later = publish("h", 3, 1);
        assertThat(closed.isComplete()).isFalse();
        inHand.complete();
        Await.result(closed);
        Await.result(consumption.close());

        // Then the batch counts as handled and nothing came after it
        assertThat(calls).hasValue(1);
        Collector next = new Collector();
        consume(Subscription.named("a"), next);
        assertThat(next.awaitCount(1).ids()).isEqualTo(later).doesNotContainAnyElementsOf(ids);
    }

    @Test
    default void deliversWhatCannotBeReadAndGoesOn() {
        // Given
        fixture().publishRaw("h", "not json".getBytes(StandardCharsets.UTF_8));
        fixture().publishRaw("h", new byte[0]);
        List<String> ids = publish("h", 0, 1);

        // When
        Collector collector = new Collector();
        consume(Subscription.named("a"), collector);

        // Then
        collector.awaitCount(3);
        assertThat(collector.ids()).isEqualTo(ids);
        assertThat(collector.arrivals().get(0)).isInstanceOfSatisfying(Arrival.Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).isNotEmpty();
            assertThat(unreadable.beginning()).isEqualTo("not json");
        });
    }
}
