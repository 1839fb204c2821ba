package dev.stacyvm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.wire.FollowerView;
import dev.stacyvm.wire.KeyList;
import dev.stacyvm.wire.KeyView;
import dev.stacyvm.wire.KeyWait;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationRehearsalTest {
    private static final FollowerView CURRENT = new FollowerView("recorder-1", 9, 3);
    private static final FollowerView BEHIND = new FollowerView("worker-b", 7, 400);

    @Test
    void namesTheFollowersByEpochAndWhomEachStepWouldRefuse() {
        assertThat(lines(Optional.empty(), CURRENT, BEHIND))
                .containsExactly(
                        "trust feed: epoch 9",
                        "followers by the epoch they hold:",
                        "  recorder-1 epoch 9, heard 3 s ago",
                        "  worker-b epoch 7, heard 400 s ago (behind)",
                        "1. prepare: a new key is published and signs nothing; refused: none",
                        "2. distribute: every follower above must confirm it (behind now: worker-b), and twice the longest"
                                + " cache of the JWKS is waited for; refused: none",
                        "   activating at once instead (--emergency): refused: at recorder-1, worker-b until its next poll;"
                                + " at verifiers by JWKS until they read it anew: every worker whose token is new",
                        "3. activate: the new key signs, key-1 verifies on; refused: none",
                        "4. retire: key-1 verifies until the last token it signed is dead; refused: none",
                        "   revoking it at once instead (issuer revoke --key): refused until they renew: worker-a, worker-b",
                        "5. remove: nothing is left that it signed; refused: none");
    }

    @Test
    void tellsWhatAPreparedKeyStillWaitsFor() {
        assertThat(lines(Optional.of(new KeyWait(42, List.of("worker-b"))), CURRENT, BEHIND))
                .contains("2. distribute: the prepared key still waits 42 s for caches of the JWKS and for worker-b;"
                        + " refused: none");
    }

    @Test
    void anIssuerThatMintsNoJwtHasNothingToRehearse() {
        assertThatThrownBy(() -> new RotationRehearsal(new KeyList(9, List.of(), List.of(), List.of(), null)))
                .isInstanceOf(OperatorError.class)
                .hasMessageContaining("worker token rotation-plan");
    }

    private static List<String> lines(Optional<KeyWait> wait, FollowerView... followers) {
        KeyView active = new KeyView("key-1", "active", "2026-05-09T10:00:00Z", List.of("worker-a", "worker-b"));
        return new RotationRehearsal(new KeyList(9, List.of(active), List.of(followers), List.of(), wait.orElse(null)))
                .lines();
    }
}
