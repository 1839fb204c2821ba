package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An artifact of this host, made and verified by the real commands. */
class CertifyVerifyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void saysUnsignedOfAFreshArtifactThatNobodyAttested() throws Exception {
        certify("artifact.json");

        Run run = run("certify", "verify", "artifact.json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith("[FAIL] artifact.proot: UNSIGNED ").doesNotContain("was");
    }

    @Test
    void saysWhatChangedSince() throws Exception {
        Path artifact = certify("artifact.json");
        String changed = Files.readString(artifact).replaceFirst("\"kernel\": \"[^\"]*\"", "\"kernel\": \"1.2.3\"");
        Files.writeString(artifact, changed);

        Run run = run("certify", "verify", "artifact.json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("UNSIGNED").contains("kernel was 1.2.3 and is ");
    }

    @Test
    void saysTamperedOfAStatusThatWasEdited() throws Exception {
        Path artifact = certify("artifact.json");
        String text = Files.readString(artifact);
        String status = text.contains("\"status\": \"FAIL\",\n  \"host\"") ? "FAIL" : "PASS";
        String other = status.equals("FAIL") ? "PASS" : "FAIL";
        Files.writeString(artifact, text.replaceFirst("\"status\": \"" + status, "\"status\": \"" + other));

        Run run = run("certify", "verify", "artifact.json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("TAMPERED");
    }

    @Test
    void verifiesTheNewestArtifactsOfARecordersFolder() throws Exception {
        Files.createDirectories(folder.resolve("artifacts/host-a/proot"));
        certify("artifacts/host-a/proot/latest.json");
        certify("artifacts/host-a/proot/20260509T100000Z-x.json");

        Run run = run("certify", "verify", "artifacts");

        assertThat(run.out().lines().filter(line -> line.startsWith("["))).hasSize(1);
        assertThat(run.out()).contains("latest.json");
    }

    @Test
    void saysWhatToNameWhereNothingIsToVerify() throws Exception {
        Files.createDirectories(folder.resolve("empty"));

        assertThat(run("certify", "verify", "empty").err()).contains("no latest.json lies in");
        assertThat(run("certify", "verify", "missing.json").err()).contains("does not exist");
        assertThat(run("certify", "verify", "missing.json").exit()).isEqualTo(1);
    }

    @Test
    void failsOnAWarningWhenAskedTo() {
        int without = run("certify", "runtime", "proot", "--format", "json").exit();
        Run asked = run("certify", "runtime", "proot", "--format", "json", "--fail-on", "warn");

        assertThat(asked.exit()).isEqualTo(1);
        assertThat(asked.out()).contains("proot.isolation");
        assertThat(without).isIn(0, 1);
        assertThat(run("certify", "runtime", "proot", "--fail-on", "nothing").exit())
                .isEqualTo(2);
    }

    private Path certify(String output) {
        run("certify", "runtime", "proot", "--format", "json", "--output", output);
        return folder.resolve(output);
    }

    private Run run(String... words) {
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "DOCKER_HOST",
                "unix://" + folder.resolve("no-engine"),
                "STACYVM_STATE_DIR",
                folder.resolve("state").toString());
        return Run.with(folder, "", environment, words);
    }
}
