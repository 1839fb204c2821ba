package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationDefaultsTest {
    private final Configuration configuration = Configuration.defaults();

    @Test
    void serverListensEverywhere() {
        assertThat(configuration.server()).isEqualTo(new ServerSettings("0.0.0.0", 7423, "localhost", List.of("*")));
    }

    @Test
    void workerCallsTheLocalControlPlane() {
        var noPair = new RpcTlsSettings.Pair("", "");
        assertThat(configuration.worker())
                .isEqualTo(new WorkerSettings(
                        "",
                        "http://localhost:7423",
                        "",
                        new RpcSettings("", "", ""),
                        "localhost",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        new RpcTlsSettings(false, false, noPair, "", noPair, "", "")));
    }

    @Test
    void authHoldsNoSecret() {
        var noCredentials = new WorkerCredentials(Optional.empty(), Map.of(), Optional.empty(), List.of(), Set.of());
        assertThat(configuration.auth())
                .isEqualTo(new AuthSettings(
                        false, Optional.empty(), Optional.empty(), true, Duration.ZERO, noCredentials));
    }

    @Test
    void databaseIsSqliteInTheWorkingFolder() {
        assertThat(configuration.database())
                .isEqualTo(new DatabaseSettings(DatabaseSettings.Driver.SQLITE, "stacyvm.db", Optional.empty()));
    }

    @Test
    void logsAreJson() {
        assertThat(configuration.logging()).isEqualTo(new LoggingSettings("info", "json"));
    }

    @Test
    void firecrackerAndDockerAreEnabled() {
        assertThat(configuration.providers())
                .isEqualTo(new ProviderSettings(
                        "docker",
                        List.of("firecracker", "docker"),
                        new ProviderSettings.Docker("", "runc", "bridge", "default", ""),
                        new ProviderSettings.Firecracker(
                                "/usr/local/bin/firecracker",
                                "/var/lib/stacyvm/vmlinux.bin",
                                "",
                                "./bin/stacyvm-agent"),
                        new ProviderSettings.Proot("proot", "/var/lib/stacyvm/rootfs", "/var/lib/stacyvm/workspaces"),
                        new ProviderSettings.Limits(0, 0)));
    }

    @Test
    void oursAreLocalAndBounded() {
        assertThat(configuration.issuer())
                .isEqualTo(new IssuerSettings("127.0.0.1:7423", "", "", Duration.ofSeconds(60), ""));
        assertThat(configuration.events()).isEqualTo(new EventsSettings("", List.of()));
        assertThat(configuration.certify()).isEqualTo(new CertifySettings(Duration.ofHours(6), Duration.ofDays(30)));
    }

    @Test
    void keepEveryRuleThemselves() {
        assertThat(Loads.problems(Loads.yaml(""))).isEmpty();
        assertThat(Loads.warnings(Loads.yaml(""))).isEmpty();
    }

    @Test
    void sayThatTheyAreDefaults() {
        assertThat(configuration.origin("server.port").place()).isEqualTo("default");
    }

    @Test
    void aPathThatIsNotDeclaredOrOfAnotherTypeIsABug() {
        assertThatThrownBy(() -> configuration.text("server.prot")).hasMessage("server.prot is not a declared key");
        assertThatThrownBy(() -> configuration.text("server.port")).hasMessage("server.port is not a Text");
    }
}
