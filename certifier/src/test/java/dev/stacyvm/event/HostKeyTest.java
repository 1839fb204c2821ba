package dev.stacyvm.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.report.HostFacts;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeyTest {
    private static HostFacts host(String name, String machine) {
        return new HostFacts(name, "Linux", machine, "");
    }

    @Test
    void isTheWorkerIdWhereTheHostIsEnrolled() {
        assertThat(HostKey.enrolled("worker-a").value()).isEqualTo("worker-a");
    }

    @Test
    void isTheHostnameAndEightDigitsOfTheMachineOtherwise() {
        assertThat(HostKey.of(host("node1.example", "0123456789abcdef")).value())
                .isEqualTo("node1.example-01234567");
    }

    @Test
    void saysWhenThereIsNoMachineId() {
        assertThat(HostKey.of(host("node1", "")).value()).isEqualTo("node1-nomachine");
    }

    @Test
    void carriesAHashWhenTheHostnameCannotBeAName() {
        HostKey slash = HostKey.of(host("a/b", "01234567"));
        HostKey underscore = HostKey.of(host("a_b", "01234567"));

        assertThat(slash.value()).startsWith("xa_b-01234567--");
        assertThat(slash).isNotEqualTo(underscore);
    }

    @Test
    void isFoundAgainInTheSourceOfAnEvent() {
        HostKey key = new HostKey("worker-a");

        assertThat(HostKey.fromSource(key.source())).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hosts/",
                "/hosts/../etc",
                "/hosts/..",
                "/hosts/a/b",
                "/hosts/a%2fb",
                "hosts/a",
                "https://x/hosts/a",
                "/hosts/a?b",
                "/hosts/a#b"
            })
    void isInNoOtherSource(String source) {
        assertThat(HostKey.fromSource(URI.create(source))).isEmpty();
    }

    @Test
    void cannotBeAPath() {
        assertThatThrownBy(() -> new HostKey("../../etc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host key");
    }
}
