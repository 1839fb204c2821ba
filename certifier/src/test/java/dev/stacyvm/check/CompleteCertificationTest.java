package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.DataHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.ManualTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompleteCertificationTest {
    private final DataHost host = DataHost.bare();

    @Test
    void asksTheEngineOnceForChecksSurveyAndFingerprint() {
        Certification found = certify();

        assertThat(host.engineQuestions()).isEqualTo(1);
        assertThat(found.report().checks())
                .extracting(CheckResult::name)
                .contains("docker.daemon", "host.kernel", "host.fingerprint");
        assertThat(found.perRuntime())
                .hasSize(5)
                .allSatisfy(report -> assertThat(report.checks())
                        .extracting(CheckResult::name)
                        .contains("host.kernel", "host.fingerprint"));
    }

    @Test
    void furtherRowsCountInTheWholeAndInTheirOwnRuntimeAlone() {
        CheckResult failed = new CheckResult(Status.FAIL, "stacyvm.ready", "it is not", "start it", 0, Map.of());
        Certification before = certify();

        Certification after = before.with("docker", List.of(failed));

        assertThat(after.report().checks()).endsWith(failed);
        assertThat(after.report().subject()).isEqualTo(before.report().subject());
        assertThat(after.perRuntime().stream()
                        .filter(report -> report.checks().contains(failed))
                        .map(Report::runtime))
                .containsExactly("docker");
    }

    @Test
    void aFailedRowFailsAReportThatPassed() {
        Report passed =
                Report.of("2026-05-09T10:00:00Z", "proot", certify().report().host(), List.of());
        CheckResult failed = new CheckResult(Status.FAIL, "stacyvm.ready", "it is not", "start it", 0, Map.of());

        Certification after = new Certification(passed, List.of(passed)).with("proot", List.of(failed));

        assertThat(after.report().status()).isEqualTo(Status.FAIL);
        assertThat(after.perRuntime().get(0).status()).isEqualTo(Status.FAIL);
    }

    private Certification certify() {
        return CompleteCertification.of(host, new ManualTime())
                .run(Target.ALL, CertificationSettings.of(Map.of()))
                .result();
    }
}
