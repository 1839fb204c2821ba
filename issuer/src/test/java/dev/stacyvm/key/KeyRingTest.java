package dev.stacyvm.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private final KeyRing ring = KeyRing.of("a").prepare("b");

    @Test
    void hasOneActiveKeyThroughARotation() {
        KeyRing rotated = ring.activate("b");

        assertThat(ring.active()).contains("a");
        assertThat(rotated.active()).contains("b");
        assertThat(rotated.in(KeyState.RETIRED)).isEqualTo(List.of("a"));
        assertThat(rotated.in(KeyState.ACTIVE)).hasSize(1);
        assertThat(rotated.remove("a").isPublished("a")).isFalse();
    }

    @Test
    void refusesStepsThatWouldGoBackOrLeaveNoActiveKey() {
        assertThatThrownBy(() -> ring.remove("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.activate("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.prepare("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring.activate("c")).isInstanceOf(IllegalArgumentException.class);
        KeyRing gone = ring.activate("b").remove("a");
        assertThatThrownBy(() -> gone.activate("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gone.prepare("a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isFullWhenAsManyKeysArePublishedAsMayBe() {
        KeyRing many = KeyRing.of("0");
        for (int i = 1; i < KeyRing.MOST; i++) {
            assertThat(many.isFull()).isFalse();
            many = many.prepare("" + i).activate("" + i);
        }
        assertThat(many.isFull()).isTrue();
        assertThat(many.remove("0").isFull()).isFalse();
    }
}
