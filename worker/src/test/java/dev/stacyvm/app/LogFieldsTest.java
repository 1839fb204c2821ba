package dev.stacyvm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFieldsTest {
    @Test
    void pairsLeaveTheMessageAndBecomeFields() {
        LogFields fields = LogFields.of("lease held lease={} generation={}", new Object[] {"r1", 7});

        assertThat(fields.message()).isEqualTo("lease held");
        assertThat(fields.pairs()).containsExactly(entry("lease", "r1"), entry("generation", "7"));
    }

    @Test
    void aPlaceholderThatIsNoPairStaysInTheMessage() {
        LogFields fields = LogFields.of("killed {} of {} file={}", new Object[] {1, 2, "f"});

        assertThat(fields.message()).isEqualTo("killed 1 of 2");
        assertThat(fields.pairs()).containsExactly(entry("file", "f"));
    }

    @Test
    void valuesCannotForgeALineOrDriveATerminal() {
        LogFields fields = LogFields.of("refused error={}", new Object[] {"a\nlevel=ERROR \u001b[31m"});

        assertThat(fields.pairs().get("error")).isEqualTo("a?level=ERROR ?[31m");
    }

    @Test
    void missingAndNullArgumentsAreShownAndBreakNothing() {
        assertThat(LogFields.of("a b={} c={}", new Object[] {null}).pairs())
                .containsExactly(entry("b", "null"), entry("c", "{}"));
        assertThat(LogFields.of("plain", null)).isEqualTo(new LogFields("plain", Map.of()));
    }
}
