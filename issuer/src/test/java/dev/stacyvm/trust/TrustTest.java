package dev.stacyvm.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Rejection;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.token.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final String ISSUER = "http://issuer.test";

    private final ManualTime time = new ManualTime();
    private final SigningKey key = SigningKey.generate();
    private final Duration bound = Duration.ofMinutes(15);

    @Test
    void letsNothingInBeforeTheFirstAnswer() {
        assertThat(judge(Trust.none(bound))).isEqualTo(new Verdict.Rejected(Rejection.STALE_TRUST));
    }

    @Test
    void verifiesWithTheKeysOfTheSnapshotItHolds() {
        assertThat(judge(holding(1))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesTokensOfAKeyThatTheSnapshotRevokes() {
        Trust trust = accept(Trust.none(bound), snapshot(1, new Revocations(Set.of(), Map.of(), Set.of(key.id()))));

        assertThat(judge(trust)).isEqualTo(new Verdict.Rejected(Rejection.BAD_SIGNATURE));
    }

    @Test
    void takesNoOlderSnapshot() {
        Trust trust = holding(5);

        assertThat(trust.accept(snapshot(4, Revocations.NONE), Trust.Moment.of(time), time))
                .isEmpty();
        assertThat(trust.epoch()).isEqualTo(5);
    }

    @Test
    void letsNothingInOnceTheBoundHasPassedOnTheMonotonicClock() {
        Trust trust = holding(1);
        time.advance(bound.minusMillis(1));
        assertThat(trust.isFresh(Trust.Moment.of(time))).isTrue();

        time.advance(Duration.ofMillis(1));

        assertThat(judge(trust)).isEqualTo(new Verdict.Rejected(Rejection.STALE_TRUST));
        assertThat(trust.verify(new byte[0], Trust.Moment.of(time))).isInstanceOf(Attestation.Rejected.class);
    }

    @Test
    void letsNothingInAfterAJumpOfTheWallClockUntilItIsConfirmed() {
        Trust trust = holding(1);
        time.stepWall(bound);
        assertThat(trust.isFresh(Trust.Moment.of(time))).isFalse();

        assertThat(trust.confirm(Trust.Moment.of(time)).isFresh(Trust.Moment.of(time)))
                .isTrue();
    }

    @Test
    void countsFromWhenItAskedNotFromWhenItHeard() {
        Trust.Moment asked = Trust.Moment.of(time);
        time.advance(bound);

        Trust late = Trust.none(bound)
                .accept(snapshot(1, Revocations.NONE), asked, time)
                .orElseThrow();

        assertThat(late.isFresh(Trust.Moment.of(time))).isFalse();
    }

    private Verdict judge(Trust trust) {
        String token = new JwtMinter(ISSUER, () -> key, time)
                .mint(MintRequest.forControlPlane("worker-a", Duration.ofMinutes(5)))
                .token()
                .revealText();
        return trust.verify(token, Audience.CONTROL_PLANE, Trust.Moment.of(time));
    }

    private Trust holding(long epoch) {
        return accept(Trust.none(bound), snapshot(epoch, Revocations.NONE));
    }

    private Trust accept(Trust trust, TrustSnapshot snapshot) {
        return trust.accept(snapshot, Trust.Moment.of(time), time).orElseThrow();
    }

    private TrustSnapshot snapshot(long epoch, Revocations revoked) {
        return new TrustSnapshot(epoch, time.now(), ISSUER, List.of(key.publicHalf()), List.of(), revoked);
    }
}
