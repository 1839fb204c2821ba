package dev.stacyvm.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyLedgerTest {
    private static final KeyRules RULES = KeyRules.of(Duration.ofSeconds(60));

    private final KeyRing ring = KeyRing.of("a").prepare("b");
    private final KeyLedger ledger = new KeyLedger(RULES);

    @Test
    void holdsAKeyUntilItWasPublishedForTwiceTheLongestCache() {
        ledger.learn(ring, 5, 0);

        assertThat(ledger.hold("b", Map.of(), seconds(119)).caches()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ledger.hold("b", Map.of(), seconds(120)).isOver()).isTrue();
    }

    @Test
    void holdsAKeyUntilEveryFollowerHasConfirmedAnEpochWithIt() {
        ledger.learn(ring, 5, 0);
        ledger.learn(ring, 9, seconds(1));

        assertThat(ledger.hold("b", Map.of("rpc", 4L, "board", 5L), seconds(300))
                        .lagging())
                .containsExactly("rpc");
        assertThat(ledger.hold("b", Map.of("rpc", 5L, "board", 7L), seconds(300))
                        .isOver())
                .isTrue();
    }

    @Test
    void countsAnewInAnotherProcess() {
        ledger.learn(ring, 5, 0);
        KeyLedger after = new KeyLedger(RULES);
        after.learn(ring, 6, seconds(500));

        assertThat(after.hold("b", Map.of("rpc", 5L), seconds(500)).isOver()).isFalse();
        assertThat(after.hold("b", Map.of("rpc", 5L), seconds(500)).caches()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void keepsARetiredKeyUntilItsLastTokenIsDeadOnAClockThatLagsBehind() {
        ledger.learn(ring, 5, 0);
        ledger.learn(ring.activate("b"), 6, seconds(100));

        assertThat(ledger.dead(seconds(100 + 929))).isEmpty();
        assertThat(ledger.dead(seconds(100 + 930))).containsExactly("a");
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
