package dev.stacyvm.doctor;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.CheckResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRowsTest {
    private static final long NOW = Patient.NOW.getEpochSecond();

    @TempDir
    Path folder;

    @Test
    void aFreshTokenOfItsOwnerPassesWithItsTimeLeft() throws Exception {
        List<CheckResult> rows = rows(token(NOW + 240), "rw-------");

        assertThat(rows).extracting(CheckResult::status).containsOnly(PASS);
        assertThat(DoctorTest.row(rows, "worker.token_file.token").message()).isEqualTo("expires in 4m0s");
        assertThat(DoctorTest.row(rows, "worker.token_file.mode").message()).startsWith("rw-------, owner ");
    }

    @Test
    void anExpiredTokenFailsInProduction() throws Exception {
        assertThat(DoctorTest.row(rows(token(NOW), "rw-------"), "worker.token_file.token")
                        .status())
                .isEqualTo(FAIL);
    }

    @Test
    void aTokenAboutToExpireWarns() throws Exception {
        assertThat(DoctorTest.row(rows(token(NOW + 30), "rw-------"), "worker.token_file.token")
                        .status())
                .isEqualTo(WARN);
    }

    @Test
    void aHalfTokenFailsAndIsNotShown() throws Exception {
        String whole = token(NOW + 240);
        List<CheckResult> rows = rows(whole.substring(0, whole.length() - 5), "rw-------");

        assertThat(DoctorTest.row(rows, "worker.token_file.token").status()).isEqualTo(FAIL);
        assertThat(rows.toString()).doesNotContain(whole.substring(20, 40));
    }

    @Test
    void aStaticTokenHasNoTimeLeftToTell() throws Exception {
        assertThat(DoctorTest.row(rows("some-shared-word", "rw-r-----"), "worker.token_file.token")
                        .message())
                .contains("static");
    }

    @Test
    void aFileThatOthersCanReadWarns() throws Exception {
        assertThat(DoctorTest.row(rows(token(NOW + 240), "rw-r--r--"), "worker.token_file.mode")
                        .status())
                .isEqualTo(WARN);
    }

    @Test
    void aNamedFileThatIsMissingFailsInProductionOnly() throws Exception {
        Patient patient = Patient.in(folder).tokenFile(folder.resolve("none"));

        assertThat(DoctorTest.row(patient.rows(Mode.NORMAL), "worker.token_file")
                        .status())
                .isEqualTo(WARN);
        assertThat(DoctorTest.row(patient.rows(Mode.PRODUCTION), "worker.token_file")
                        .status())
                .isEqualTo(FAIL);
    }

    private List<CheckResult> rows(String token, String mode) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), token + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return Patient.in(folder).tokenFile(file).rows(Mode.PRODUCTION).stream()
                .filter(row -> row.name().startsWith("worker.token_file"))
                .toList();
    }

    /** Of the right form; whoever only decodes cannot tell that nobody signed it. */
    static String token(long expiresAt) {
        String claims = "{\"worker_id\":\"w\",\"jti\":\"t\",\"aud\":\"worker:control-plane\",\"iat\":" + (NOW - 60)
                + ",\"exp\":" + expiresAt + "}";
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "stacyvm-worker-v1." + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(new byte[32]);
    }
}
