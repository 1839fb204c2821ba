package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowerBookTest {
    private final FollowerBook book = new FollowerBook(Duration.ofNanos(100));

    @Test
    void knowsTheEpochThatEachSaidLast() {
        book.heard("rpc", 3, 5, 0);
        book.heard("rpc", 5, 5, 10);

        assertThat(book.live(20)).isEqualTo(Map.of("rpc", 5L));
    }

    @Test
    void takesNoEpochForHeldThatWasNeverPublished() {
        book.heard("rpc", 9, 5, 0);

        assertThat(book.live(0)).isEqualTo(Map.of("rpc", 0L));
    }

    @Test
    void expectsWhomAnEarlierProcessKnewForAsLongAsTheyMayTrustIt() {
        book.expect(List.of("rpc"), 1_000);

        assertThat(book.live(1_099)).isEqualTo(Map.of("rpc", 0L));
        assertThat(book.live(1_100)).isEmpty();
        assertThat(book.forget("", 1_100)).containsExactly("rpc");
        assertThat(book.knows("rpc")).isFalse();
    }

    @Test
    void boundsTheFollowersOfOneWorkerAndForgetsThemWithIt() {
        for (int i = 0; i < FollowerBook.MOST_OF_ONE_OWNER; i++) {
            assertThat(book.hasRoom("worker-a")).isTrue();
            book.heard(FollowerBook.name("worker-a", "f" + i), 1, 1, 0);
        }
        book.heard("api", 1, 1, 0);

        assertThat(book.hasRoom("worker-a")).isFalse();
        assertThat(book.hasRoom("worker-b")).isTrue();
        assertThat(book.forget("worker-a", 0)).hasSize(FollowerBook.MOST_OF_ONE_OWNER);
        assertThat(book.live(0)).isEqualTo(Map.of("api", 1L));
    }
}
