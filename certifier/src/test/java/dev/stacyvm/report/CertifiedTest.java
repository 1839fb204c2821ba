package dev.stacyvm.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.wire.InvalidJson;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertifiedTest {
    @Test
    void aRuntimeStandsWhoseRowsAreThereAndNoneFailed() throws InvalidJson {
        assertThat(Certified.runtimes(report(
                        row(Status.PASS, "host.kernel"),
                        row(Status.PASS, "docker.daemon"),
                        row(Status.WARN, "docker.live_restore"),
                        row(Status.FAIL, "gvisor.runtime"),
                        row(Status.PASS, "gvisor.binary"),
                        row(Status.SKIP, "proot.binary"))))
                .containsExactly("docker", "proot");
    }

    @Test
    void whatFailsOnTheHostFailsAll() throws InvalidJson {
        assertThat(Certified.runtimes(report(row(Status.FAIL, "host.kernel"), row(Status.PASS, "docker.daemon"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"fail\"", "\"\"", "\"OK\"", "null", "7", "[\"PASS\"]"})
    void aRowThatDoesNotSayThatItIsWellHasFailed(String status) throws InvalidJson {
        String json = "{\"checks\":[{\"name\":\"docker.daemon\",\"status\":" + status + "}]}";

        assertThat(Certified.runtimes(json.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"checks\":{}}", "{\"checks\":[1]}", "Usage: stacyvm"})
    void whatIsNoReportIsRefused(String text) {
        assertThatThrownBy(() -> Certified.runtimes(text.getBytes(UTF_8))).isInstanceOf(InvalidJson.class);
    }

    @Test
    void theOthersAreTheRest() {
        assertThat(Certified.others(List.of("docker", "kata"))).containsExactly("gvisor", "firecracker", "proot");
    }

    private static CheckResult row(Status status, String name) {
        return new CheckResult(status, name, "seen", null, 1, Map.of());
    }

    /** As the child process prints it. */
    private static byte[] report(CheckResult... rows) {
        HostFacts host = new HostFacts("here", "linux", "machine", "boot");
        List<CheckResult> checks = Stream.of(rows).toList();
        return Format.JSON
                .render(Report.of("2026-05-09T10:00:00Z", "all", host, checks))
                .getBytes(UTF_8);
    }
}
