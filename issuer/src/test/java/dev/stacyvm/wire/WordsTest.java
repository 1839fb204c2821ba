package dev.stacyvm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "worker-a", "0", "A.b_c-9"})
    void acceptsIds(String id) {
        assertThat(Ids.isValid(id)).isTrue();
        assertThat(Ids.require("worker id", id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "_a", "a b", "a/b", "..", "é", "a\n", "a\u0000"})
    void refusesWhatIsNoId(String id) {
        assertThat(Ids.isValid(id)).isFalse();
    }

    @Test
    void boundsIdsAt128Characters() {
        assertThat(Ids.isValid("a".repeat(128))).isTrue();
        assertThat(Ids.isValid("a".repeat(129))).isFalse();
    }

    @Test
    void showsOnlyWhatIsPrintableOfABadId() {
        assertThatThrownBy(() -> Ids.require("worker id", "a\u001b[31m\u202e"))
                .hasMessageStartingWith("worker id \"a?[31m?\" is not valid");
    }

    @Test
    void reservesTheIdsOfTheControlPlane() {
        assertThat(Ids.isReserved("local")).isTrue();
        assertThat(Ids.isReserved("admin")).isTrue();
        assertThat(Ids.isReserved("recorder")).isTrue();
        assertThat(Ids.isReserved("worker-a")).isFalse();
    }

    @Property
    void printableTextHasNoControlsAndABoundedLength(@ForAll String text) {
        String shown = Printable.of(text, 10);

        assertThat(shown.codePoints().noneMatch(Character::isISOControl)).isTrue();
        assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(11);
    }

    @Test
    void marksTextThatWasCut() {
        assertThat(Printable.of("abcdef", 3)).isEqualTo("abc…");
        assertThat(Printable.of("abc", 3)).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-09T10:00:00Z, 2026-05-09T10:00:00Z",
        "2026-05-09T10:00:00.500Z, 2026-05-09T10:00:00.5Z",
        "2026-05-09T10:00:00.000000001Z, 2026-05-09T10:00:00.000000001Z",
        "2026-05-09T10:00:00.120340Z, 2026-05-09T10:00:00.12034Z"
    })
    void dropsZerosAtTheEndOfAFraction(String time, String shown) {
        assertThat(WireTime.exact(Instant.parse(time))).isEqualTo(shown);
    }

    @Test
    void cutsRegistryTimesToTheSecond() {
        assertThat(WireTime.seconds(Instant.parse("2026-05-09T10:00:00.999Z"))).isEqualTo("2026-05-09T10:00:00Z");
    }
}
