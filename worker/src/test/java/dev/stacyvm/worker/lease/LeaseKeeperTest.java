package dev.stacyvm.worker.lease;

import static dev.stacyvm.worker.client.FakePlane.denied;
import static dev.stacyvm.worker.client.FakePlane.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Denial;
import dev.stacyvm.worker.client.FakePlane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TTL = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final FakePlane plane = new FakePlane();
    private final List<String> told = new ArrayList<>();
    private final AtomicLong generations = new AtomicLong();
    private final LeaseKeeper keeper = new LeaseKeeper(
            new LeasePlan("db-1", TTL, Optional.empty()),
            new LeaseTools(plane, time, new LeaseClock(time, OptionalLong::empty), new Random(5)),
            new Notes());

    @Test
    void acquiresAndRenewsAtAThirdOfTheTtl() {
        plane.answerLeases(operation -> granted(generations.incrementAndGet()));

        keeper.start();
        time.advance(Duration.ofMillis(8_900));
        assertThat(plane.asked).containsExactly("acquire");
        time.advance(Duration.ofMillis(2_200));

        assertThat(plane.asked).containsExactly("acquire", "renew");
        assertThat(keeper.generation()).hasValue(2);
        assertThat(told).containsExactly("held 1");
    }

    @Test
    void keepsTheLeaseForHoursWhileItIsRenewed() {
        plane.answerLeases(operation -> granted(generations.incrementAndGet()));
        keeper.start();

        for (int minute = 0; minute < 180; minute++) {
            time.advance(Duration.ofMinutes(1));
            assertThat(keeper.holds()).isTrue();
        }
        assertThat(told).containsExactly("held 1");
    }

    @Test
    void countsTheTermFromBeforeTheRequestWasSent() {
        Promise<Answer<Long>> slow = Promise.promise();
        plane.answerLeases(Map.of("acquire", slow.future()));
        keeper.start();
        time.advance(Duration.ofSeconds(6));

        slow.complete(new Answer.Granted<>(1L));

        assertThat(keeper.remaining()).isEqualTo(Duration.ofMillis(28_500).minusSeconds(6));
    }

    @Test
    void goesOnWithRenewWhereAcquireIsNotSupported() {
        plane.answerLeases(Map.of("acquire", denied(Denial.NOT_SUPPORTED), "renew", granted(4)));

        keeper.start();

        assertThat(plane.asked).containsExactly("acquire", "renew");
        assertThat(keeper.generation()).hasValue(4);
    }

    @Test
    void fencesItselfWhenNoRenewalIsAnswered() {
        plane.answerLeases(Map.of("acquire", granted(1)));
        keeper.start();

        time.advance(Duration.ofMillis(28_499));
        assertThat(keeper.holds()).isTrue();
        time.advance(Duration.ofMillis(1));

        assertThat(keeper.holds()).isFalse();
        assertThat(keeper.generation()).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly("held 1", "lost it was not renewed in time");
    }

    @Test
    void triesARenewalSeveralTimesWithinTheTerm() {
        plane.answerLeases(Map.of("acquire", granted(1), "renew", denied(Denial.UNAVAILABLE)));
        keeper.start();

        time.advance(Duration.ofSeconds(28));

        assertThat(plane.asked.stream().filter("renew"::equals)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(keeper.holds()).isTrue();
    }

    @Test
    void losesTheLeaseAtOnceWhenItIsAnothers() {
        plane.answerLeases(Map.of("acquire", granted(1), "renew", denied(Denial.REFUSED)));
        keeper.start();

        time.advance(Duration.ofSeconds(11));

        assertThat(keeper.holds()).isFalse();
        assertThat(told).containsExactly("held 1", "lost REFUSED");
    }

    @Test
    void seeksALostLeaseAgainUntilItHasIt() {
        plane.answerLeases(Map.of("acquire", denied(Denial.REFUSED)));
        keeper.start();
        time.advance(Duration.ofMinutes(10));
        int tries = plane.asked.size();

        plane.answerLeases(Map.of("acquire", granted(12)));
        time.advance(Duration.ofSeconds(35));

        assertThat(keeper.holds()).isTrue();
        assertThat(tries).as("backoff grows to the TTL").isBetween(15, 30);
        assertThat(told).containsExactly("waiting REFUSED", "held 12");
    }

    @Test
    void ignoresAnAnswerThatComesAfterItsTimeLimit() {
        Promise<Answer<Long>> late = Promise.promise();
        plane.answerLeases(Map.of("acquire", late.future()));
        keeper.start();
        time.advance(Duration.ofSeconds(8));

        late.complete(new Answer.Granted<>(1L));

        assertThat(keeper.holds()).isFalse();
    }

    @Test
    void asksAtOnceWhenATokenArrives() {
        plane.answerLeases(Map.of("acquire", denied(Denial.NO_TOKEN)));
        keeper.start();
        plane.answerLeases(Map.of("acquire", granted(1)));

        keeper.tokenArrived();

        assertThat(keeper.holds()).isTrue();
    }

    @Test
    void doesNotAskMoreOftenBecauseTokensRotate() {
        plane.answerLeases(Map.of("acquire", granted(1)));
        keeper.start();

        keeper.tokenArrived();
        keeper.tokenArrived();

        assertThat(plane.asked).containsExactly("acquire");
    }

    @Test
    void givesBackWhatItHoldsAndNeverAsksAgain() {
        plane.answerLeases(Map.of("acquire", granted(6), "release", granted(0)));
        keeper.start();

        Future<Void> stopped = keeper.stop(PATIENCE);
        time.advance(Duration.ofHours(1));

        assertThat(stopped.succeeded()).isTrue();
        assertThat(keeper.holds()).isFalse();
        assertThat(plane.asked).containsExactly("acquire", "release 6");
    }

    @Test
    void givesBackWhatIsGrantedWhileItStops() {
        Promise<Answer<Long>> slow = Promise.promise();
        plane.answerLeases(Map.of("acquire", slow.future(), "release", granted(0)));
        keeper.start();
        Future<Void> stopped = keeper.stop(PATIENCE);

        slow.complete(new Answer.Granted<>(9L));

        assertThat(stopped.succeeded()).isTrue();
        assertThat(keeper.holds()).isFalse();
        assertThat(plane.asked).containsExactly("acquire", "release 9");
    }

    @Test
    void givesNothingBackWhenItHoldsNothing() {
        plane.answerLeases(Map.of("acquire", denied(Denial.REFUSED)));
        keeper.start();

        assertThat(keeper.stop(PATIENCE).succeeded()).isTrue();

        assertThat(plane.asked).containsExactly("acquire");
        assertThat(time.idle()).isTrue();
    }

    @Test
    void aTtlBelowASecondIsRefused() {
        assertThatThrownBy(() -> new LeasePlan("db-1", Duration.ofMillis(999), Optional.empty()))
                .hasMessageContaining("999ms")
                .hasMessageContaining("at least 1s");
    }

    private final class Notes implements LeaseListener {
        @Override
        public void held(String resource, long generation) {
            told.add("held " + generation);
        }

        @Override
        public void lost(String resource, String why) {
            told.add("lost " + why);
        }

        @Override
        public void waiting(String resource, String why) {
            told.add("waiting " + why);
        }
    }
}
