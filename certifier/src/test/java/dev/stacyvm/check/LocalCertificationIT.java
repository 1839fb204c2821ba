package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.FakeEngine;
import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.probe.LocalHost.Limits;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The certification of the machine that runs the tests, whatever it has. */
class LocalCertificationIT {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void tellsOfThisHostWhatItsFilesTell(TestReporter reporter) throws Exception {
        Report report = certify(Limits.standard(), "unix://" + folder.resolve("no-engine"));

        reporter.publishEntry(Format.TEXT.render(report));
        assertThat(status(report, "docker.cli") == Status.PASS).isEqualTo(onPath("docker"));
        assertThat(status(report, "proot.binary") == Status.PASS).isEqualTo(onPath("proot"));
        assertThat(status(report, "firecracker.binary") == Status.PASS).isEqualTo(onPath("firecracker"));
        assertThat(status(report, "gvisor.discovery")).isEqualTo(Status.FAIL);
        assertThat(status(report, "proot.isolation")).isEqualTo(Status.WARN);
        assertThat(report.host().os()).startsWith("Linux ");
        assertThat(report.host().hostname()).isNotBlank();
    }

    @Test
    void paysForAHangingEngineOnce() throws Exception {
        try (FakeEngine hanging = FakeEngine.listen(folder.resolve("e"), path -> new byte[0])) {
            long start = Time.system().nanos();

            Report report =
                    certify(new Limits(Duration.ofSeconds(2), Duration.ofSeconds(2)), "unix://" + hanging.socket());

            assertThat(Time.system().since(start)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(3_900));
            // Some command-line clients ping by HEAD, also when they are only asked for their version.
            assertThat(hanging.requests())
                    .filteredOn(request -> !request.startsWith("HEAD "))
                    .containsExactly("GET /_ping");
            assertThat(report.checks().stream().filter(row -> row.message().contains("did not answer within 2000 ms")))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private static Report certify(Limits limits, String dockerHost) throws Exception {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "DOCKER_HOST", dockerHost);
        try (LocalHost host = LocalHost.create(VERTX, limits, environment)) {
            return new RuntimeCertification(host, Time.system())
                    .run(Target.ALL, CertificationSettings.of(environment))
                    .await(20, TimeUnit.SECONDS)
                    .report();
        }
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Status status(Report report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .map(CheckResult::status)
                .findFirst()
                .orElseThrow();
    }
}
