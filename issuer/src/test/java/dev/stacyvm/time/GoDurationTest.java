package dev.stacyvm.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "30s, 30s",
        "5m, 5m0s",
        "90s, 1m30s",
        "24h, 24h0m0s",
        "2160h, 2160h0m0s",
        "1.5h, 1h30m0s",
        "0.000s, 0s",
        "0.9ns0.9ns, 0s",
        "0.100000000000000000000h, 6m0s",
        "1.9999999999999s, 1.999999999s",
        "0.830103483285477580700h, 49m48.372539827s",
        "9223372036854775807ns, 2562047h47m16.854775807s",
        "-9223372036854775808ns, -2562047h47m16.854775808s",
        ".5s, 500ms",
        "1h1ns, 1h0m0.000000001s",
        "-1.5s, -1.5s",
        "+3ms, 3ms",
        "10us, 10µs",
        "1μs, 1µs",
        "7ns, 7ns"
    })
    void readsGoSyntaxAndPrintsTheCanonicalForm(String written, String canonical) {
        assertThat(GoDuration.format(GoDuration.parse(written))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "5",
                "5 s",
                "1d",
                "s",
                "-",
                "5m ",
                "1h-5m",
                "..5s",
                "9999999999h",
                "1e3s",
                "9223372036854775808ns",
                "2562047h48m",
                "99999999999999999999s",
                "-9223372036.854775809s",
                "٣s"
            })
    void refusesWhatIsNotADuration(String written) {
        assertThatThrownBy(() -> GoDuration.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + written + "\"");
    }

    @Property
    void whatIsPrintedReadsBackAsTheSame(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }
}
