package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void beatsTheFileWhichBeatsTheDefault() {
        Configuration configuration =
                Loads.good("server: {port: 1, host: file}", Map.of("STACYVM_SERVER_PORT", "2", "PATH", "/bin"));
        assertThat(configuration.server()).isEqualTo(new ServerSettings("file", 2, "localhost", List.of("*")));
        assertThat(configuration.origin("server.port").place()).isEqualTo("environment variable STACYVM_SERVER_PORT");
        assertThat(configuration.origin("server.host").place()).isEqualTo("stacyvm.yaml:1");
    }

    @Test
    void anEmptyVariableIsUnset() {
        Map<String, String> environment = Map.of("STACYVM_SERVER_PORT", "", "STACYVM_AUTH", "");
        assertThat(Loads.good("server: {port: 1}", environment).server().port()).isEqualTo(1);
    }

    @Test
    void aListIsSplitAtItsCommasAndKeptAsItIs() {
        Configuration configuration = Loads.good("", Map.of("STACYVM_AUTH_OIDC_ADMIN_GROUPS", "a, b,,c"));
        assertThat(configuration.list("auth.oidc_admin_groups")).containsExactly("a", " b", "", "c");
    }

    @Test
    void everyKeyThatIsNotAMapHasAVariable() {
        for (Key key : KeyTable.all()) {
            boolean isMap = key.type() == KeyType.MAP || key.type() == KeyType.SECRET_MAP;
            boolean told = Loads.problems(Loads.yaml("", Map.of(key.variable(), "1"))).stream()
                    .anyMatch(line -> line.contains(key.path()) && line.contains("a map cannot be written"));
            assertThat(told).as(key.path()).isEqualTo(isMap);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STACYVM_AUTH", "STACYVM_WORKER", "STACYVM_WORKER_RPC_TLS", "STACYVM_PROVIDERS_DOCKER"})
    void aVariableNamedLikeASectionIsToldAndEmptiesNothing(String name) {
        assertThat(Loads.problems(Loads.yaml("auth: {api_key: k}", Map.of(name, "hunter2"))))
                .singleElement()
                .asString()
                .startsWith("environment variable " + name + ": ")
                .contains("it is a section")
                .doesNotContain("hunter2");
    }

    @Test
    void aVariableThatLooksLikeAKeyIsWarnedAbout() {
        Map<String, String> environment =
                Map.of("STACYVM_AUTH_WORKER_SINGING_KEY", "hunter2", "STACYVM_SERVER_NOTHING_LIKE_IT", "hunter2");
        LoadResult result = Loads.yaml("", environment);
        assertThat(Loads.warnings(result))
                .containsExactly(
                        "environment variable STACYVM_AUTH_WORKER_SINGING_KEY: it sets no key;"
                                + " did you mean STACYVM_AUTH_WORKER_SIGNING_KEY?",
                        "environment variable STACYVM_SERVER_NOTHING_LIKE_IT: it sets no key; unset it");
    }

    @Test
    void aVariableThatDocumentsNameAndNobodyReadsIsWarnedAbout() {
        assertThat(Loads.warnings(Loads.yaml("", Map.of("STACYVM_CONFIG", "/etc/stacyvm.yaml"))))
                .containsExactly(
                        "environment variable STACYVM_CONFIG: it names no file to read; name it on the command line,"
                                + " with --file or --config");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STACYVM_STATE_DIR",
                "STACYVM_API_KEY",
                "STACYVM_JAVA",
                "STACYVM_FIRECRACKER_KERNEL",
                "STACYVM_PROOT_ROOTFS",
                "STACYVM_PROOT_WORKSPACE_BASE",
                "STACYVM_WORKER_SIGNING_KEY_FILE",
                "STACYVM_OLD_WORKER_SIGNING_KEY_FILE",
                "STACYVM_WORKER_IDENTITY_TTL",
                "STACYVM_WORKER_BOOTSTRAP_ADMIN_KEY",
                "STACYVM_DOCKER_INTEGRATION",
                "STACYVM_POSTGRES_TEST_DSN",
                "STACYVM_SOMETHING_ELSE_ALTOGETHER"
            })
    void variablesOfCommandsAreLeftAlone(String name) {
        assertThat(Loads.warnings(Loads.yaml("", Map.of(name, "x")))).isEmpty();
    }

    @Test
    void aSecretIsHiddenAndNeverPrinted() {
        Configuration configuration = Loads.good("", Map.of("STACYVM_AUTH_API_KEY", "hunter2"));
        assertThat(configuration.secret("auth.api_key")).contains(Secret.of("hunter2"));
        assertThat(configuration.auth().toString()).doesNotContain("hunter2");
    }
}
