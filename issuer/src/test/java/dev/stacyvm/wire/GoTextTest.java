package dev.stacyvm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2007, 0x200A, 0x2028, 0x2029, 0x202F,
                0x205F, 0x3000
            })
    void trimsUnicodeWhiteSpace(int space) {
        String around = Character.toString(space);

        assertThat(GoText.trim(around + "a" + around + "b" + around + around)).isEqualTo("a" + around + "b");
        assertThat(GoText.trim(around + around)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x1C, 0x1F, 0x21, 0x200B, 0x180E, 0xFEFF})
    void keepsWhatGoDoesNotCallWhiteSpace(int character) {
        String text = Character.toString(character);

        assertThat(GoText.trim(text)).isEqualTo(text);
    }

    @Test
    void leavesCleanTextAlone() {
        assertThat(GoText.trim("")).isEmpty();
        assertThat(GoText.trim("a b")).isEqualTo("a b");
    }
}
