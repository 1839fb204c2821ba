package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeyTest {
    @ParameterizedTest
    @CsvSource({"server", "worker", "auth", "database", "logging", "events", "issuer", "certify"})
    void isAnErrorInASectionWeOwn(String section) {
        assertThat(Loads.problems(Loads.yaml(section + ":\n  surely_not: 1\n")))
                .containsExactly("stacyvm.yaml:2: " + section + ".surely_not: there is no such key; remove it");
    }

    @ParameterizedTest
    @CsvSource({"providers", "defaults", "rate_limit", "pool"})
    void isAWarningElsewhere(String section) {
        LoadResult result = Loads.yaml(section + ":\n  surely_not: 1\n");
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        assertThat(Loads.warnings(result))
                .containsExactly("stacyvm.yaml:2: " + section + ".surely_not: there is no such key; remove it");
    }

    @Test
    void aMistypedSectionIsToldOnce() {
        assertThat(Loads.warnings(Loads.yaml("wroker:\n  id: a\n  listen_addr: b\n")))
                .containsExactly("stacyvm.yaml:1: wroker: there is no such key; did you mean worker?");
    }

    @Test
    void aKeyInTheWrongSectionIsFoundInTheRightOne() {
        assertThat(Loads.problems(Loads.yaml("worker: {worker_signing_key: s3cret-s3cret}")))
                .containsExactly("stacyvm.yaml:1: worker.worker_signing_key: there is no such key;"
                        + " did you mean auth.worker_signing_key?");
    }

    @Test
    void namesAreMatchedWithoutRegardToCase() {
        assertThat(Loads.good("Server: {PORT: 80}").server().port()).isEqualTo(80);
    }

    @Test
    void tellsAtMostFiveHundredAndThatThereAreMore() {
        StringBuilder yaml = new StringBuilder("server:\n");
        for (int i = 0; i < 2_000; i++) {
            yaml.append("  k").append(i).append(": 1\n");
        }
        assertThat(Loads.problems(Loads.yaml(yaml.toString())))
                .hasSize(501)
                .last()
                .asString()
                .contains("there are more problems");
    }

    @Test
    void anErrorBehindManyWarningsIsStillAnError() {
        StringBuilder yaml = new StringBuilder("pool:\n");
        for (int i = 0; i < 600; i++) {
            yaml.append("  k").append(i).append(": 1\n");
        }
        assertThat(Loads.problems(Loads.yaml(yaml + "server: {prot: 1}\n"))).hasSize(1);
    }
}
