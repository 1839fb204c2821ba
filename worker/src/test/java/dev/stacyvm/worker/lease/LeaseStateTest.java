package dev.stacyvm.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.worker.client.Denial;
import dev.stacyvm.worker.lease.LeaseState.Ended;
import dev.stacyvm.worker.lease.LeaseState.Held;
import dev.stacyvm.worker.lease.LeaseState.Seeking;
import dev.stacyvm.worker.lease.LeaseState.Way;
import dev.stacyvm.worker.lease.Step.Next;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeaseStateTest {
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final LeaseState SEEKING = new Seeking(Way.ACQUIRE);

    private final ManualTime time = new ManualTime();
    private final LeaseClock clock = new LeaseClock(time, OptionalLong::empty);
    private final Term term = Term.of(clock.read(), TTL);
    private final LeaseState held = new Held(7, term);

    @Test
    void aGrantIsHeld() {
        assertThat(SEEKING.granted(3, term, clock.read())).isEqualTo(new Step(new Held(3, term), Next.RENEW_IN_TIME));
    }

    @Test
    void aGrantThatComesAfterItsTermIsNotHeld() {
        time.advance(TTL);

        assertThat(SEEKING.granted(3, term, clock.read())).isEqualTo(new Step(SEEKING, Next.BACK_OFF));
    }

    @Test
    void whereAcquireIsNotSupportedItGoesOnWithRenew() {
        assertThat(SEEKING.denied(Denial.NOT_SUPPORTED)).isEqualTo(new Step(new Seeking(Way.RENEW), Next.ASK));
    }

    @ParameterizedTest
    @EnumSource(value = Denial.class)
    void aDeniedRenewalOfWhatIsNotHeldBacksOffToAcquire(Denial denial) {
        assertThat(new Seeking(Way.RENEW).denied(denial)).isEqualTo(new Step(SEEKING, Next.BACK_OFF));
    }

    @Test
    void aRenewalMovesTheTermAndTheGeneration() {
        time.advance(Duration.ofSeconds(6));
        Term renewal = Term.of(clock.read(), TTL);

        assertThat(held.granted(8, renewal, clock.read()))
                .isEqualTo(new Step(new Held(8, renewal), Next.RENEW_IN_TIME));
    }

    @Test
    void aGenerationThatDoesNotGrowProlongsNothing() {
        time.advance(Duration.ofSeconds(6));
        Term renewal = Term.of(clock.read(), TTL);

        assertThat(held.granted(7, renewal, clock.read())).isEqualTo(new Step(held, Next.BACK_OFF));
    }

    @Test
    void aRefusalLosesTheLease() {
        assertThat(held.denied(Denial.REFUSED)).isEqualTo(new Step(SEEKING, Next.BACK_OFF));
    }

    @ParameterizedTest
    @EnumSource(value = Denial.class, mode = EnumSource.Mode.EXCLUDE, names = "REFUSED")
    void anyOtherDenialLeavesTheTermAsItIs(Denial denial) {
        assertThat(held.denied(denial)).isEqualTo(new Step(held, Next.BACK_OFF));
    }

    @Test
    void theTermEndsByItself() {
        assertThat(held.at(clock.read())).isEqualTo(held);

        time.advance(TTL);

        assertThat(held.at(clock.read())).isEqualTo(SEEKING);
    }

    @Test
    void nothingLeadsOutOfTheEnd() {
        LeaseState ended = new Ended();

        assertThat(ended.granted(9, term, clock.read())).isEqualTo(new Step(ended, Next.REST));
        assertThat(ended.denied(Denial.UNAVAILABLE)).isEqualTo(new Step(ended, Next.REST));
        assertThat(ended.at(clock.read())).isEqualTo(ended);
    }
}
