package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole sign-off of this machine, whatever it can do, with a secret planted in every input. */
class SignoffIT {
    private static final String TAINT = "t41nt-";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void inputs() throws Exception {
        Files.writeString(folder.resolve("stacyvm.yaml"), """
                auth:
                  enabled: true
                  api_key: %1$sapi
                  admin_api_key: %1$sadmin
                  worker_tokens: {w: %1$sstatic}
                  worker_signing_keys: [%1$sprevious]
                  worker_signing_key_file: signing-key
                  worker_token_file: shared-token
                database: {path: stacyvm.db, dsn: "postgres://u:%1$sdsn@h/d"}
                providers: {e2b: {api_key: %1$se2b}, custom: {api_key: %1$scustom}}
                worker: {control_plane_url: "http://127.0.0.1:1"}
                """.formatted(TAINT));
        for (String name : List.of("signing-key", "shared-token", "own-key", "old-key", "token")) {
            Files.writeString(folder.resolve(name), TAINT + name + "-0123456789abcdef0123456789abcdef");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("stacyvm.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE schema_migrations (version INTEGER)");
            statement.execute("CREATE TABLE secret AS SELECT '" + TAINT + "row' AS value");
        }
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin"));
        environment.put("STACYVM_AUTH_OIDC_PUBLIC_KEY", TAINT + "oidc");
        environment.put(
                "STACYVM_WORKER_SIGNING_KEY_FILE", folder.resolve("own-key").toString());
        environment.put(
                "STACYVM_OLD_WORKER_SIGNING_KEY_FILE", folder.resolve("old-key").toString());
        environment.put("UNRELATED_PASSWORD", TAINT + "environment");
    }

    @Test
    void collectsEveryItemNamesWhatIsLackingAndShowsNoSecret() throws IOException {
        Run run = signoff("bundle");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("the sign-off is INCOMPLETE: ", "provider-conformance");
        assertThat(run.out()).contains("sign-off written: bundle (UNSIGNED");
        assertThat(folder.resolve("bundle/index.md"))
                .content()
                .containsSubsequence(
                        "config-lint",
                        "upgrade-rehearsal",
                        "doctor",
                        "runtime-certification",
                        "worker-identity-certification");
        assertNoTaint(run.out() + run.err());
        try (Stream<Path> files = Files.list(folder.resolve("bundle"))) {
            for (Path file : files.toList()) {
                assertNoTaint(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void verifyRefusesWhatIsIncompleteAndNamesWhatWasTampered() throws IOException {
        signoff("bundle");
        Files.writeString(folder.resolve("bundle/doctor.json"), "{}");

        Run verified = Run.of(folder, "certify", "verify", "bundle");

        assertThat(verified.exit()).isEqualTo(1);
        assertThat(verified.out())
                .contains("TAMPERED: doctor.json was changed", "INCOMPLETE: provider-conformance", "bundle.signature");
        assertThat(verified.err()).contains("certify verify found ");
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAsItIs() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("bundle")).resolve("mine"), "mine");

        Run run = signoff("bundle");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("exists and is not an empty folder").hasLineCount(1);
        assertThat(folder.resolve("bundle/mine")).hasContent("mine");
    }

    private Run signoff(String output) {
        return Run.with(
                folder,
                "",
                environment,
                "certify",
                "signoff",
                "--config",
                "stacyvm.yaml",
                "--database",
                "stacyvm.db",
                "--backup-output",
                "backup.db",
                "--runtime",
                "docker",
                "--worker-id",
                "worker-a",
                "--state",
                "state",
                "--worker-token-file",
                "token",
                "--output",
                output);
    }

    private static void assertNoTaint(String text) {
        assertThat(text).doesNotContain(TAINT);
    }
}
