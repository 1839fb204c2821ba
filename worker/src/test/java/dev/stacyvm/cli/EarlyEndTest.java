package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyEndTest {
    @ParameterizedTest
    @CsvSource({
        "worker --id worker-a, true",
        "issuer serve --store x, true",
        "up, true",
        "worker --once, false",
        "worker token worker-a, false",
        "worker --help, false",
        "issuer keys, false",
        "certify runtime, false",
        "version, false"
    })
    void onlyARoleHasNothingToTellBeforeItBegins(String line, boolean role) {
        assertThat(EarlyEnd.startsARole(Arrays.asList(line.split(" ")))).isEqualTo(role);
    }
}
