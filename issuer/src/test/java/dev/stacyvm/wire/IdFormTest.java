package dev.stacyvm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormTest {
    private static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "worker-a", "A.b_c-9", "Z..", "z--", "9__"})
    void takesLettersDigitsAndInnerPunctuation(String id) {
        assertThat(Ids.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".a", "-a", "_a", "a b", "a/b", "é", "a\n", "a\u0000", "a:b", "a@b", "a[b", "a`b", "a{b"})
    void refusesAnythingElse(String id) {
        assertThat(Ids.isValid(id)).isFalse();
    }

    @Property
    void agreesWithTheForm(@ForAll @StringLength(max = 3) String tail) {
        assertThat(Ids.isValid("a" + tail)).isEqualTo(("a" + tail).matches(FORM));
        assertThat(Ids.isValid("a".repeat(126) + tail)).isEqualTo(("a".repeat(126) + tail).matches(FORM));
    }
}
