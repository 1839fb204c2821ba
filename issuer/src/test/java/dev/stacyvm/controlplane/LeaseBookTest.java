package dev.stacyvm.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.controlplane.LeaseOutcome.Granted;
import dev.stacyvm.controlplane.LeaseOutcome.Reason;
import dev.stacyvm.controlplane.LeaseOutcome.Refused;
import dev.stacyvm.controlplane.LeaseOutcome.Released;
import dev.stacyvm.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeaseBookTest {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofNanos(1);

    private final ManualTime time = new ManualTime();
    private LeaseBook book = new LeaseBook(List.of(), 0, now());

    @Test
    void grantsAFreshResourceWithGenerationOneUntilNowPlusTtl() {
        LeaseOutcome outcome = acquire("worker-a");

        assertThat(outcome)
                .isEqualTo(new Granted(
                        new LeaseRow("sb-1", "worker-a", 1, TTL, time.now().plus(TTL), false)));
    }

    @Test
    void refusesAnotherWorkerUntilTheVeryInstantOfExpiry() {
        acquire("worker-a");

        time.advance(TTL.minus(TICK));
        assertThat(acquire("worker-b")).isEqualTo(new Refused(Reason.HELD_BY_ANOTHER));

        time.advance(TICK);
        assertThat(generation(acquire("worker-b"))).isEqualTo(2);
    }

    @Test
    void renewsUntilTheVeryInstantOfExpiry() {
        acquire("worker-a");

        time.advance(TTL.minus(TICK));
        assertThat(generation(renew("worker-a"))).isEqualTo(2);

        time.advance(TTL);
        assertThat(renew("worker-a")).isEqualTo(new Refused(Reason.NOT_HELD));
    }

    @Test
    void renewsForItsHolderOnly() {
        acquire("worker-a");

        assertThat(renew("worker-b")).isEqualTo(new Refused(Reason.NOT_HELD));
        assertThat(generation(renew("worker-a"))).isEqualTo(2);
    }

    @Test
    void refusesToRenewWhatNobodyEverHeld() {
        assertThat(renew("worker-a")).isEqualTo(new Refused(Reason.NOT_HELD));
    }

    @Test
    void letsItsHolderAcquireAgainAndGrowTheGeneration() {
        acquire("worker-a");

        assertThat(generation(acquire("worker-a"))).isEqualTo(2);
    }

    @Test
    void shortensALeaseWhenRenewedForLess() {
        acquire("worker-a");
        book.renew(new LeaseAsk("sb-1", "worker-a", Duration.ofSeconds(1)), now());

        time.advance(Duration.ofSeconds(1));

        assertThat(generation(acquire("worker-b"))).isEqualTo(3);
    }

    @Test
    void expiresByTheMonotonicClockThoughTheWallClockJumps() {
        acquire("worker-a");

        time.stepWall(Duration.ofDays(1));
        assertThat(acquire("worker-b")).isEqualTo(new Refused(Reason.HELD_BY_ANOTHER));

        time.stepWall(Duration.ofDays(-2));
        time.advance(TTL);
        assertThat(generation(acquire("worker-b"))).isEqualTo(2);
    }

    @Test
    void goesOnCountingAfterARelease() {
        acquire("worker-a");

        assertThat(release("worker-a", OptionalLong.of(1))).isEqualTo(new Released());

        assertThat(renew("worker-a")).isEqualTo(new Refused(Reason.NOT_HELD));
        assertThat(generation(acquire("worker-b"))).isEqualTo(2);
    }

    @Test
    void releasesWhatHasExpiredToo() {
        acquire("worker-a");
        time.advance(TTL);

        assertThat(release("worker-a", OptionalLong.empty())).isEqualTo(new Released());
    }

    @Test
    void releasesNeitherWhatAnotherHoldsNorTwiceNorTheUnknown() {
        assertThat(release("worker-a", OptionalLong.empty())).isEqualTo(new Refused(Reason.UNKNOWN));
        acquire("worker-a");
        assertThat(release("worker-b", OptionalLong.empty())).isEqualTo(new Refused(Reason.UNKNOWN));
        release("worker-a", OptionalLong.empty());
        assertThat(release("worker-a", OptionalLong.empty())).isEqualTo(new Refused(Reason.UNKNOWN));
    }

    @Test
    void aLateReleaseDoesNotTakeAwayWhatWasRenewedSince() {
        acquire("worker-a");
        renew("worker-a");

        assertThat(release("worker-a", OptionalLong.of(1))).isEqualTo(new Refused(Reason.OTHER_GENERATION));
        assertThat(acquire("worker-b")).isEqualTo(new Refused(Reason.HELD_BY_ANOTHER));
    }

    @Test
    void startsUnknownResourcesAboveEveryForgottenGeneration() {
        acquire("worker-a");
        renew("worker-a");
        renew("worker-a");
        release("worker-a", OptionalLong.empty());
        book.keep();

        book.forget(Duration.ZERO, now());
        assertThat(book.forgotten()).containsExactly("sb-1");
        assertThat(book.floor()).isEqualTo(3);
        book.keep();

        assertThat(book.size()).isZero();
        assertThat(generation(acquire("worker-b"))).isEqualTo(4);
        assertThat(generation(book.acquire(new LeaseAsk("sb-never-seen", "worker-b", TTL), now())))
                .isEqualTo(4);
    }

    @Test
    void forgetsOnlyWhatHasBeenFreeForTheRetention() {
        acquire("worker-a");
        book.keep();
        Duration retention = Duration.ofHours(1);

        time.advance(TTL.plus(retention).minus(TICK));
        book.forget(retention, now());
        assertThat(book.forgotten()).isEmpty();

        time.advance(TICK);
        book.forget(retention, now());
        assertThat(book.forgotten()).containsExactly("sb-1");
    }

    @Test
    void neverForgetsWhatIsHeld() {
        acquire("worker-a");
        book.keep();

        book.forget(Duration.ZERO, now());

        assertThat(book.forgotten()).isEmpty();
    }

    @Test
    void honoursAfterARestartEveryLeaseForItsFullTtlAgain() {
        LeaseRow longPast = new LeaseRow("sb-1", "worker-a", 7, TTL, time.now().minus(Duration.ofDays(1)), false);
        book = new LeaseBook(List.of(longPast), 0, now());

        time.advance(TTL.minus(TICK));
        assertThat(acquire("worker-b")).isEqualTo(new Refused(Reason.HELD_BY_ANOTHER));
        time.advance(TICK);
        assertThat(generation(acquire("worker-b"))).isEqualTo(8);
    }

    @Test
    void rememberedTombstonesAreFreeAtOnceAfterARestart() {
        book = new LeaseBook(List.of(new LeaseRow("sb-1", "worker-a", 7, TTL, time.now(), true)), 0, now());

        assertThat(generation(acquire("worker-b"))).isEqualTo(8);
    }

    @Test
    void takesBackWhatCouldNotBeWritten() {
        acquire("worker-a");
        book.keep();
        time.advance(TTL);
        acquire("worker-b");
        book.forget(Duration.ZERO, now());

        book.drop();

        assertThat(book.changed()).isEmpty();
        assertThat(book.floor()).isZero();
        assertThat(generation(acquire("worker-c"))).isEqualTo(2);
    }

    @Test
    void writesEachResourceOncePerTransaction() {
        acquire("worker-a");
        renew("worker-a");

        assertThat(book.changed()).extracting(LeaseRow::generation).containsExactly(2L);
    }

    @Test
    void countsWhatIsHeldAndWhatIsOverdueButNoTombstones() {
        acquire("worker-a");
        book.acquire(new LeaseAsk("sb-2", "worker-a", TTL.multipliedBy(2)), now());
        book.acquire(new LeaseAsk("sb-3", "worker-a", TTL), now());
        book.release("sb-3", "worker-a", OptionalLong.empty(), now());
        book.keep();

        time.advance(TTL);

        assertThat(book.count(now())).isEqualTo(new LeaseCount(1, 1));
    }

    @Test
    void takesNoNewResourceWhenItRemembersTooMany() {
        for (int i = 0; i < LeaseBook.MAX_LEASES; i++) {
            book.acquire(new LeaseAsk("sb-" + i, "worker-a", TTL), now());
            if (i % 1000 == 0) {
                book.keep();
            }
        }

        assertThat(book.acquire(new LeaseAsk("one-more", "worker-a", TTL), now()))
                .isEqualTo(new Refused(Reason.FULL));
        assertThat(book.renew(new LeaseAsk("sb-5", "worker-a", TTL), now())).isInstanceOf(Granted.class);
    }

    @Test
    void boundsTheTtl() {
        assertThatThrownBy(() -> new LeaseAsk("sb-1", "a", Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LeaseAsk("sb-1", "a", Duration.ofHours(24).plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new LeaseAsk("sb-1", "a", Duration.ofHours(24)).ttl()).isEqualTo(Duration.ofHours(24));
    }

    private Moment now() {
        return Moment.of(time);
    }

    private LeaseOutcome acquire(String holder) {
        return book.acquire(new LeaseAsk("sb-1", holder, TTL), now());
    }

    private LeaseOutcome renew(String holder) {
        return book.renew(new LeaseAsk("sb-1", holder, TTL), now());
    }

    private LeaseOutcome release(String holder, OptionalLong generation) {
        return book.release("sb-1", holder, generation, now());
    }

    private static long generation(LeaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(Granted.class);
        return ((Granted) outcome).lease().generation();
    }
}
