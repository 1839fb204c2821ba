package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.DataHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerIdentityCertificationTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = "worker-signing-key-with-at-least-32-bytes";
    private static final String OLD_KEY = "the-former-signing-key-with-at-least-32-bytes";

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void passesAProgramThatRefusesWhatItMust() throws Exception {
        Report report = certify("none", deploymentKeys());

        assertThat(report.checks()).allMatch(check -> check.status() == Status.PASS, "passed");
        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.checks().stream().map(CheckResult::name))
                .containsExactly(
                        "identity.keys",
                        "identity.issue",
                        "identity.inspect",
                        "identity.verify",
                        "identity.revocation",
                        "identity.wrong_audience",
                        "identity.wrong_worker",
                        "identity.tampered",
                        "identity.expired",
                        "identity.lifetime_cap",
                        "identity.rotation_overlap",
                        "identity.old_key",
                        "identity.rotation_plan");
    }

    @ParameterizedTest
    @CsvSource({
        "ignores-revocation, identity.revocation",
        "any-audience,       identity.wrong_audience",
        "any-worker,         identity.wrong_worker",
        "eternal,            identity.expired",
        "no-cap,             identity.lifetime_cap",
        "any-lifetime,       identity.lifetime_cap",
        "no-plan,            identity.rotation_plan",
        "refuses-all,        identity.verify",
    })
    void failsTheOneCheckThatTheProgramDoesNotStand(String flaw, String check) throws Exception {
        Report report = certify(flaw, deploymentKeys());

        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(names(report, row -> row.status() == Status.FAIL)).containsExactly(check);
    }

    @Test
    void takesRefusingTheOptionForRefusingTheLifetime() throws Exception {
        Report report = certify("strict-options", deploymentKeys());

        assertThat(row(report, "identity.lifetime_cap").status()).isEqualTo(Status.PASS);
    }

    @Test
    void findsAProgramThatTakesAnySignature() throws Exception {
        Report report = certify("takes-tampered", deploymentKeys());

        assertThat(names(report, row -> row.status() == Status.FAIL)).contains("identity.tampered", "identity.old_key");
    }

    @Test
    void findsAProgramThatGoesOnAcceptingTheOldKey() throws Exception {
        Report report = certify("keeps-old-key", deploymentKeys());

        assertThat(names(report, row -> row.status() == Status.FAIL)).contains("identity.old_key");
    }

    @Test
    void takesRefusingEverythingForNoProof() throws Exception {
        Report report = certify("refuses-all", deploymentKeys());

        assertThat(names(report, row -> row.status() == Status.SKIP))
                .contains("identity.revocation", "identity.wrong_worker", "identity.tampered", "identity.old_key");
    }

    @Test
    void takesDyingForNoRefusal() throws Exception {
        Report report = certify("dies", deploymentKeys());

        assertThat(names(report, row -> row.status() == Status.PASS)).containsExactly("identity.keys");
        assertThat(row(report, "identity.issue").message()).contains("status 137");
    }

    @Test
    void reportsAProgramThatIsNotThere() throws Exception {
        Report report = certify(List.of("/nowhere/stacyvm"), deploymentKeys());

        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(row(report, "identity.issue").message()).contains("does not start");
    }

    @Test
    void warnsWhenItTestedKeysMadeForTheRunAndLeavesNoneBehind() throws Exception {
        List<Path> before = leftovers();

        Report report = certify("none", Map.of());

        assertThat(row(report, "identity.keys").status()).isEqualTo(Status.WARN);
        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(leftovers()).isEqualTo(before);
    }

    @Test
    void failsForANamedKeyThatIsMissingAndWritesNothingThere() throws Exception {
        Path missing = folder.resolve("missing-key");

        Report report = certify("none", Map.of(IdentitySettings.KEY_FILE, missing.toString()));

        assertThat(row(report, "identity.keys").status()).isEqualTo(Status.FAIL);
        assertThat(row(report, "identity.keys").message())
                .isEqualTo("the file that STACYVM_WORKER_SIGNING_KEY_FILE names does not exist");
        assertThat(missing).doesNotExist();
        assertThat(names(report, row -> row.status() == Status.SKIP)).hasSize(12);
    }

    @Test
    void failsForAKeyThatOthersCanReadOrThatIsShortOrTheSameAsTheOldOne() throws Exception {
        Path key = key("key", KEY);
        Path shared = key("shared", KEY);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(keysVerdict(shared, key)).contains("can be read or written by others");
        assertThat(keysRemedy(key, shared)).startsWith("set STACYVM_OLD_WORKER_SIGNING_KEY_FILE to");
        assertThat(keysVerdict(key("short", "short"), key)).contains("shorter than 32 bytes");
        assertThat(keysVerdict(key, key("same", KEY))).contains("are the same");
    }

    @Test
    void quotesTheProgramWithoutKeysTokensOrPaths() throws Exception {
        Report report = certify("chatty", deploymentKeys());

        assertThat(row(report, "identity.issue").message()).contains("key [removed] token [removed] at [removed]");
        for (Format format : Format.values()) {
            assertThat(format.render(report)).doesNotContain(KEY, "stacyvm-worker-v1", folder.toString());
        }
    }

    @Test
    void tellsWhoseIdentityItWasAndShowsTheRotationPlan() throws Exception {
        Report report = certify("none", deploymentKeys());

        assertThat(Format.MARKDOWN.render(report))
                .contains("# Worker Identity Certification", "- Worker id: worker-a", "## Rotation Plan\n\n```text\n")
                .doesNotContain("stacyvm-worker-v1");
        assertThat(Format.JSON.render(report))
                .contains("\"worker_id\": \"worker-a\"", "\"token_id\": \"certification-token-id\"")
                .doesNotContain("\"runtime\"");
    }

    @Test
    void doesNotPassOurSettingsOnToTheProgram() throws Exception {
        Map<String, String> environment = new HashMap<>(deploymentKeys());
        environment.put("STACYVM_AUTH_WORKER_SIGNING_KEY", "secret");
        Path seen = folder.resolve("seen");
        Path spy = folder.resolve("spy.sh");
        Files.writeString(spy, "env >> " + seen + "; exec /bin/sh " + script() + " none \"$@\"\n");

        certify(List.of("/bin/sh", spy.toString()), environment);

        assertThat(seen).content().contains("PATH=").doesNotContain("STACYVM_AUTH", "STACYVM_WORKER");
    }

    private String keysVerdict(Path key, Path old) throws Exception {
        return keys(key, old).message();
    }

    private String keysRemedy(Path key, Path old) throws Exception {
        return keys(key, old).remediation();
    }

    private CheckResult keys(Path key, Path old) throws Exception {
        Map<String, String> files =
                Map.of(IdentitySettings.KEY_FILE, key.toString(), IdentitySettings.OLD_KEY_FILE, old.toString());
        return row(certify("none", files), "identity.keys");
    }

    private Map<String, String> deploymentKeys() throws IOException {
        return Map.of(
                IdentitySettings.KEY_FILE, key("deployed-key", KEY).toString(),
                IdentitySettings.OLD_KEY_FILE, key("deployed-old-key", OLD_KEY).toString());
    }

    private Path key(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Report certify(String flaw, Map<String, String> environment) throws Exception {
        return certify(List.of("/bin/sh", script(), flaw), environment);
    }

    private static Report certify(List<String> program, Map<String, String> variables) throws Exception {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", System.getenv("PATH"));
        DataHost host = DataHost.bare();
        try (var certification = WorkerIdentityCertification.create(VERTX, host, program, environment)) {
            return certification
                    .run(IdentitySettings.of("worker-a", environment))
                    .await(30, TimeUnit.SECONDS);
        }
    }

    private static String script() throws Exception {
        var script = WorkerIdentityCertificationTest.class.getResource("token-program.sh");
        return Path.of(script.toURI()).toString();
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("stacyvm-identity-"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(Report report, Predicate<CheckResult> filter) {
        return report.checks().stream().filter(filter).map(CheckResult::name).toList();
    }

    private static CheckResult row(Report report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
