package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                  oidc_enabled: true
                  oidc_issuer: "http://u:%1$sissuer@id.example/"
                  oidc_jwks_url: "http://u:%1$sjwks@id.example/jwks?key=%1$squery"
                database: {path: stacyvm.db, dsn: "postgres://u:%1$sdsn@h/d"}
                providers:
                  e2b: {api_key: %1$se2b, base_url: "https://u:%1$sbase@e2b.example"}
                  custom: {enabled: true, api_key: %1$scustom, base_url: "http://u:%1$sbase@custom.example/?t=%1$squery"}
                worker: {control_plane_url: "http://u:%1$splane@127.0.0.1:1/?token=%1$squery"}
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
        environment.put("STACYVM_API_KEY", TAINT + "client");
        environment.put("STACYVM_AUTH_WORKER_SINGING_KEY", TAINT + "mistyped");
        environment.put("DOCKER_HOST", "tcp://u:" + TAINT + "engine@127.0.0.1:1");
        environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
        environment.put("UNRELATED_PASSWORD", TAINT + "environment");
        Files.writeString(
                Files.createDirectory(folder.resolve("docker")).resolve("config.json"),
                "{\"auths\": {\"registry.example\": {\"auth\": \"" + TAINT + "registry\"}}}");
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

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "junit", "markdown"})
    void noFormOfAReportShowsASecret(String format) {
        assertNoTaint(told("config", "lint", "--production", "--format", format));
        assertNoTaint(told("doctor", "--worker-token-file", "token", "--state", "state", "--format", format));
        assertNoTaint(told("upgrade", "rehearse", "--include-doctor", "--format", format));
        assertNoTaint(told("certify", "runtime", "docker", "--state", "state", "--format", format));
    }

    @Test
    void aConfigurationThatDoesNotLoadShowsNoSecretEither() throws IOException {
        Files.writeString(folder.resolve("stacyvm.yaml"), """
                auth: {api_key: [%1$slist], worker_tokens: %1$stext, worker_token: %1$sboth, worker_token_file: token}
                server: {cors_allowed_origins: ["https://u:%1$sorigin@h"]}
                database: {driver: postgres, dsn: {a: %1$smap}}
                unknown: %1$svalue
                """.formatted(TAINT));

        for (String command : List.of("config lint", "doctor", "upgrade rehearse")) {
            String told = told(command.split(" "));
            assertThat(told).contains("auth.api_key");
            assertNoTaint(told);
        }
    }

    @Test
    void aPostgresAddressIsShownWithoutItsPassword() {
        environment.put("STACYVM_DATABASE_DRIVER", "postgres");
        environment.put("STACYVM_DATABASE_DSN", "postgres://u:" + TAINT + "dsn@127.0.0.1:1/d");

        String told = told("upgrade", "rehearse");

        assertThat(told).contains("postgresql://127.0.0.1:1/d");
        assertNoTaint(told);
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

    private String told(String... words) {
        Run run = Run.with(folder, "", environment, words);
        return run.out() + run.err();
    }

    /** Neither as it is nor in base64, wherever in a group of three bytes it begins. */
    private static void assertNoTaint(String text) {
        assertThat(text).isNotEmpty().doesNotContain(TAINT);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = ("xx".substring(0, before) + TAINT).getBytes(StandardCharsets.US_ASCII);
            String encoded = Base64.getEncoder().encodeToString(shifted);
            assertThat(text).doesNotContain(encoded.substring(before == 0 ? 0 : before + 1, shifted.length * 8 / 6));
        }
    }
}
