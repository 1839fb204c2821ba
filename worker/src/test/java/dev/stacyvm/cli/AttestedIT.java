package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.token.P256Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts and a sign-off attested by a real issuer, and every way to tamper with them. */
@Tag("long")
class AttestedIT {
    @TempDir
    private Path folder;

    private EnrolledHost host;

    @BeforeEach
    void enrol() throws IOException {
        host = EnrolledHost.start(folder);
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("rootfs"));
        Path proot = Files.writeString(folder.resolve("bin/proot"), "#!/bin/sh\necho 'proot 5.1.0'\n");
        Files.setPosixFilePermissions(proot, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void anAttestedArtifactIsValidUntilTheHostOrTheFileChanges() throws IOException {
        Run certified = certify(host.enrol("worker-a"));
        assertThat(certified.exit())
                .as("%s%s", certified.out(), certified.err())
                .isZero();
        String key = host.publicKey();

        Run valid = run("certify", "verify", "report.json", "--key", key);
        assertThat(valid.exit()).as("%s", valid.out()).isZero();
        assertThat(valid.out()).startsWith("[PASS] artifact.proot: VALID ");

        assertThat(run("certify", "verify", "report.json").out()).contains("UNSIGNED", "no key was named");
        assertThat(run("certify", "verify", "report.json", "--key", anotherKey())
                        .out())
                .contains("UNSIGNED", "none of the keys named signed it");
        everyLineCounts("report.json", key);
        replaceIn("bin/proot", "5.1.0", "5.4.0");
        assertThat(run("certify", "verify", "report.json", "--key", key).out())
                .contains("DRIFTED", "proot.version was 5.1.0 and is 5.4.0");
    }

    @Test
    void aNewReportNeverLiesBesideAnOldAttestation() throws IOException {
        certify(host.enrol("worker-a"));
        assertThat(folder.resolve("report.dsse.json")).exists();

        run("certify", "runtime", "proot", "--format", "json", "--output", "report.json");

        assertThat(folder.resolve("report.dsse.json")).doesNotExist();
    }

    @Test
    void whatTheIssuerRefusesIsToldAndChangesNoExitCode() throws IOException {
        host.enrol("worker-a");
        Files.writeString(folder.resolve("static"), "a-static-token-that-names-no-worker");

        Run run = certify("static");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("is not attested: the token names no worker");
        assertThat(folder.resolve("report.dsse.json")).doesNotExist();
    }

    @Test
    void everyTamperingWithASignOffIsNamed() throws Exception {
        configuration();
        Run signed = signoff("worker-a", "bundle");
        Run other = signoff("worker-b", "other");
        String key = host.publicKey();
        assertThat(signed.out()).contains("sign-off written: bundle\n");
        assertThat(other.out()).contains("sign-off written: other\n");
        String before = verdict(key);
        assertThat(before).contains("[PASS] bundle.signature.index.json").doesNotContain("TAMPERED", "UNSIGNED");

        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            for (int part = 0; part < 5; part++) {
                byte[] changed = whole.clone();
                changed[(int) ((long) part * (whole.length - 1) / 4)] ^= 1;
                Files.write(file, changed);
                assertThat(verdict(key)).as("%s", file).isNotEqualTo(before).contains("[FAIL]");
            }
            Files.delete(file);
            assertThat(verdict(key)).as("%s", file).contains(file.getFileName().toString());
            Path foreign = folder.resolve("other").resolve(file.getFileName());
            if (!file.endsWith("SHA256SUMS")) {
                Files.copy(foreign, file);
                assertThat(verdict(key)).contains("TAMPERED: " + file.getFileName() + " was changed");
            }
            Files.write(file, whole);
        }
        Path added = Files.writeString(folder.resolve("bundle/note.md"), "trust me");
        assertThat(verdict(key)).contains("TAMPERED: note.md was added");
        Files.delete(added);
        assertThat(verdict(anotherKey())).contains("bundle.signature.doctor.json", "no known key signed it");
        assertThat(verdict(key)).isEqualTo(before);
    }

    @Test
    void theCommandOfTheReadmeVerifiesWithOpensslAlone() throws Exception {
        configuration();
        signoff("worker-a", "signoff");
        Files.copy(Path.of(host.publicKey()), folder.resolve("issuer.pem"));
        String readme = Files.readString(Path.of("..", "README.md"));
        String script = readme.substring(readme.indexOf("field() {"));
        Path file = Files.writeString(folder.resolve("verify.sh"), script.substring(0, script.indexOf("```")));

        assertThat(bash(file)).contains("Verified OK");

        replaceIn("signoff/doctor.dsse.json", "\"payload\":\"e", "\"payload\":\"f");
        assertThat(bash(file)).doesNotContain("Verified OK");
    }

    private String bash(Path script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-e", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return told;
    }

    private Run certify(String tokenFile) {
        return run(
                "certify",
                "runtime",
                "proot",
                "--format",
                "json",
                "--output",
                "report.json",
                "--issuer",
                host.plane().url(),
                "--worker-token-file",
                tokenFile);
    }

    /** A character of every line, so that a change in any row or member is seen. */
    private void everyLineCounts(String name, String key) throws IOException {
        Path file = folder.resolve(name);
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(at, lines.get(at).replaceFirst("[A-Za-z0-9]", "Z"));
            Files.write(file, changed);
            Run run = run("certify", "verify", name, "--key", key);
            assertThat(run.exit()).as("%s", changed.get(at)).isEqualTo(changed.equals(lines) ? 0 : 1);
        }
        Files.write(file, lines);
        assertThat(run("certify", "verify", name, "--key", key).exit()).isZero();
    }

    private Run signoff(String worker, String output) {
        return run(
                "certify",
                "signoff",
                "--config",
                "stacyvm.yaml",
                "--runtime",
                "proot",
                "--worker-id",
                worker,
                "--issuer",
                host.plane().url(),
                "--worker-token-file",
                host.enrol(worker),
                "--timeout",
                "20s",
                "--output",
                output);
    }

    private String verdict(String key) {
        return run("certify", "verify", "bundle", "--key", key).out();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("bundle"))) {
            return files.sorted().toList();
        }
    }

    private void configuration() throws IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), "database: {path: stacyvm.db}\n");
    }

    private String anotherKey() throws IOException {
        Path file = folder.resolve("another.pem");
        Files.writeString(file, P256Pair.generate().publicKey().pem());
        return file.toString();
    }

    private void replaceIn(String name, String part, String other) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, Files.readString(file).replaceFirst(part, other));
    }

    private Run run(String... words) {
        Map<String, String> environment = Map.of(
                "PATH",
                folder.resolve("bin") + ":/usr/bin:/bin",
                "DOCKER_HOST",
                "unix://" + folder.resolve("no-engine"),
                "STACYVM_PROOT_ROOTFS",
                folder.resolve("rootfs").toString(),
                "STACYVM_STATE_DIR",
                folder.resolve("state").toString());
        return Run.with(folder, "", environment, words);
    }
}
