package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "port, port, 0",
        "prot, port, 1",
        "por, port, 1",
        "porto, port, 1",
        "pert, port, 1",
        "'', port, 4",
        "trop, port, 3"
    })
    void countsEdits(String a, String b, int distance) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(distance);
    }

    @Property(tries = 200)
    void distanceIsTheSameBothWays(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(Suggestion.distance(b, a));
        assertThat(Suggestion.distance(a, b) == 0).isEqualTo(a.equals(b));
    }

    @Test
    void suggestsTheNearestAndNothingThatIsFar() {
        List<String> known = List.of("worker_token", "worker_tokens", "api_key");
        assertThat(Suggestion.nearest("worker_tokns", known)).contains("worker_tokens");
        assertThat(Suggestion.nearest("WORKER_TOKEM", known)).contains("worker_token");
        assertThat(Suggestion.nearest("password", known)).isEmpty();
        assertThat(Suggestion.nearest("x".repeat(5_000), known)).isEmpty();
    }
}
