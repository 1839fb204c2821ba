package dev.stacyvm.doctor;

import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the certifications that a recorder keeps of this host. */
class CertificationRowsTest {
    private static final String DEPENDS = "{\"kernel\": \"6.1.0\", \"engine\": \"24.0.7\"}";

    @TempDir
    Path folder;

    @Test
    void aFreshOnePassesWithItsAgeWhileItsHostIsAsItWas() throws Exception {
        artifact("host-a-nomachine", "docker", "2026-05-09T08:00:00Z", "PASS", DEPENDS);

        List<CheckResult> rows = rows();

        assertThat(DoctorTest.shown(rows))
                .contains(
                        "PASS artifacts.folder",
                        "PASS artifacts.disk",
                        "PASS certification.docker",
                        "PASS certification.docker.drift");
        assertThat(DoctorTest.row(rows, "certification.docker").message()).isEqualTo("PASS, 2h0m0s old");
    }

    @Test
    void anEngineThatWasReplacedIsDrift() throws Exception {
        artifact("host-a-nomachine", "docker", "2026-05-09T08:00:00Z", "PASS", DEPENDS.replace("24.0.7", "23.0.1"));

        CheckResult drift = DoctorTest.row(rows(), "certification.docker.drift");

        assertThat(drift.status()).isEqualTo(WARN);
        assertThat(drift.message()).isEqualTo("engine was 23.0.1 and is 24.0.7");
        assertThat(drift.remediation()).contains("scripts/certify-runtime.sh docker");
    }

    @Test
    void anotherKernelIsDrift() throws Exception {
        artifact("host-a-nomachine", "docker", "2026-05-09T08:00:00Z", "PASS", DEPENDS.replace("6.1.0", "5.10.0"));

        assertThat(DoctorTest.row(rows(), "certification.docker.drift").message())
                .isEqualTo("kernel was 5.10.0 and is 6.1.0");
    }

    @Test
    void oneThatDoesNotSayWhatItDependsOnIsNotProven() throws Exception {
        artifact("host-a-nomachine", "docker", "2026-05-09T08:00:00Z", "PASS", "{}");

        assertThat(DoctorTest.row(rows(), "certification.docker.drift").message())
                .isEqualTo("it does not say what it depends on");
    }

    @Test
    void oneThatExpiredOrFailedWarns() throws Exception {
        artifact("host-a-nomachine", "docker", "2026-04-08T10:00:00Z", "PASS", DEPENDS);
        artifact("host-a-nomachine", "kata", "2026-05-09T08:00:00Z", "FAIL", DEPENDS);

        assertThat(DoctorTest.row(rows(), "certification.docker").message())
                .isEqualTo("it expired at 2026-05-08T10:00:00Z: PASS, 744h0m0s old");
        assertThat(DoctorTest.row(rows(), "certification.kata").message()).startsWith("it failed: FAIL, ");
    }

    @Test
    void anEnrolledHostIsKnownByItsWorkerIdAndItsNewestCounts() throws Exception {
        artifact("host-a-nomachine", "docker", "2026-04-08T10:00:00Z", "PASS", DEPENDS);
        artifact("worker-7", "docker", "2026-05-09T09:00:00Z", "PASS", DEPENDS);

        List<CheckResult> rows = patient().configured("worker.id: worker-7").rows(Mode.PRODUCTION);

        assertThat(DoctorTest.row(rows, "certification.docker").message()).isEqualTo("PASS, 1h0m0s old");
    }

    @Test
    void theWorkerIdMayBeKnownFromTheTokenAlone() throws Exception {
        artifact("w", "docker", "2026-05-09T09:00:00Z", "PASS", DEPENDS);
        Path token = Files.writeString(folder.resolve("token"), TokenRowsTest.token(Patient.NOW.getEpochSecond() + 60));

        assertThat(DoctorTest.row(patient().tokenFile(token).rows(Mode.NORMAL), "certification.docker")
                        .status())
                .isEqualTo(PASS);
    }

    @Test
    void whatIsNoArtifactIsTold() throws Exception {
        Path shelf = Files.createDirectories(folder.resolve("artifacts/host-a-nomachine/proot"));
        Files.writeString(shelf.resolve("latest.json"), "{\"status\":");

        assertThat(DoctorTest.row(rows(), "certification.proot").message())
                .endsWith("latest.json is not an artifact that can be read");
    }

    @Test
    void aFolderThatIsMissingWarns() throws Exception {
        assertThat(DoctorTest.row(rows(), "artifacts.folder").status()).isEqualTo(WARN);
    }

    private void artifact(String host, String runtime, String made, String status, String fingerprint)
            throws IOException {
        Path shelf = Files.createDirectories(folder.resolve("artifacts/" + host + "/" + runtime));
        Files.writeString(shelf.resolve("latest.json"), """
                {"generated_at": "%s", "runtime": "%s", "status": "%s",
                 "host": {"hostname": "host-a", "os": "Linux 5.10.0 x86_64", "machine": "", "boot_id": ""},
                 "checks": [{"status": "PASS", "name": "host.fingerprint", "message": "m", "duration_ms": 0,
                             "evidence": %s}],
                 "trust": "UNSIGNED"}
                """.formatted(made, runtime, status, fingerprint));
    }

    private Patient patient() {
        return Patient.in(folder).artifacts(folder.resolve("artifacts"));
    }

    private List<CheckResult> rows() throws Exception {
        return patient().rows(Mode.PRODUCTION);
    }
}
