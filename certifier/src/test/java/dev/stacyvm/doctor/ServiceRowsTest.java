package dev.stacyvm.doctor;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.trust.TrustSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of control plane, issuer and trust feed. */
class ServiceRowsTest {
    private static final String FEED = "http://control-plane:7423/api/v1/trust?epoch=0";

    @TempDir
    Path folder;

    @Test
    void aTrustFeedThatIsHeardPassesWithItsEpoch() throws Exception {
        Patient patient = enrolled().answering(FEED, Patient.answer(200, Patient.NOW, feed()));

        CheckResult row = row(patient, "issuer.trust_feed");

        assertThat(row.status()).isEqualTo(PASS);
        assertThat(row.message()).isEqualTo("epoch 7 since 2026-05-09T09:00:00Z, 0 token keys");
        assertThat(patient.asked().get(FEED)).containsEntry("X-Worker-ID", "w").containsKey("X-Worker-Token");
    }

    @Test
    void aTokenIsShownToNobodyButWhoPublishesTheFeed() throws Exception {
        Patient patient = enrolled().issuer("https://issuer.example");

        patient.rows(Mode.NORMAL);

        assertThat(patient.asked().get(Patient.HEALTH)).isEmpty();
        assertThat(patient.asked().get("https://issuer.example/api/v1/health")).isEmpty();
        assertThat(patient.asked()).containsKey("https://issuer.example/api/v1/trust?epoch=0");
    }

    @Test
    void aFeedThatIsRefusedSilentOrNoneWarnsInBothModes() throws Exception {
        assertThat(row(enrolled().answering(FEED, Patient.answer(401, Patient.NOW, "")), "issuer.trust_feed"))
                .satisfies(row -> assertThat(row.status()).isEqualTo(WARN))
                .satisfies(row -> assertThat(row.message()).endsWith("shows this worker no trust feed: HTTP 401"));
        assertThat(row(enrolled(), "issuer.trust_feed").message()).endsWith("cannot be resolved");
        assertThat(row(enrolled().answering(FEED, Patient.answer(200, Patient.NOW, "{}")), "issuer.trust_feed")
                        .message())
                .endsWith("is no trust feed");
        assertThat(row(Patient.in(folder), "issuer.trust_feed").message()).startsWith("not proven: ");
    }

    @Test
    void anIssuerOfItsOwnIsAskedTooAndItsClockCompared() throws Exception {
        Patient patient = enrolled()
                .issuer("https://issuer.example")
                .answering(
                        "https://issuer.example/api/v1/health",
                        Patient.answer(200, Patient.NOW.plus(Duration.ofSeconds(40)), ""));

        assertThat(row(patient, "issuer.service").message()).isEqualTo("https://issuer.example answers");
        assertThat(row(patient, "issuer.clock").status()).isEqualTo(FAIL);
        assertThat(row(patient, "issuer.clock").message()).isEqualTo("this host's clock is 40s behind the issuer's");
        assertThat(DoctorTest.shown(enrolled().issuer("https://gone.example").rows(Mode.PRODUCTION)))
                .contains("WARN issuer.service")
                .doesNotContain("PASS issuer.clock");
    }

    @Test
    void credentialsInAnAddressAreNeitherSentNorShown() throws Exception {
        Patient patient =
                enrolled().configured("worker.control_plane_url: http://u:hunter2@control-plane:7423/?k=hunter2");

        List<CheckResult> rows = patient.rows(Mode.PRODUCTION);

        assertThat(DoctorTest.row(rows, "worker.control_plane").message())
                .isEqualTo("http://control-plane:7423 answers");
        assertThat(rows.toString()).doesNotContain("hunter2");
    }

    private Patient enrolled() throws IOException {
        Path token =
                Files.writeString(folder.resolve("token"), TokenRowsTest.token(Patient.NOW.getEpochSecond() + 240));
        return Patient.in(folder).tokenFile(token);
    }

    private static String feed() {
        return new TrustSnapshot(
                        7,
                        Patient.NOW.minus(Duration.ofHours(1)),
                        "http://control-plane:7423",
                        List.of(),
                        List.of(),
                        Revocations.NONE)
                .json()
                .toString();
    }

    private static CheckResult row(Patient patient, String name) throws Exception {
        return DoctorTest.row(patient.rows(Mode.PRODUCTION), name);
    }
}
