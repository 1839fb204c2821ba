package dev.stacyvm.doctor;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {
    @TempDir
    Path folder;

    /** A row, what of configuration and host makes it turn, and what it then is in each mode. */
    record Case(String name, String config, String host, Status normal, Status production, String message) {}

    static Stream<Case> cases() {
        return Stream.of(keys(), database(), docker(), firecracker(), proot()).flatMap(List::stream);
    }

    private static List<Case> keys() {
        return List.of(
                new Case("config", "", "", PASS, PASS, "loaded"),
                new Case("auth.api_key", "", "", PASS, PASS, "configured"),
                new Case("auth.api_key", "auth.api_key: ''", "", WARN, FAIL, "missing"),
                new Case("auth.api_key", "auth.api_key: short", "", WARN, FAIL, "too short"),
                new Case("auth.admin_api_key", "auth.admin_api_key: short", "", PASS, PASS, "separately"),
                new Case("auth.admin_api_key", "auth.admin_api_key: ''", "", WARN, FAIL, "missing"),
                new Case(
                        "auth.admin_api_key",
                        "auth.admin_api_key: api-key-api-key-api-key-api-key-0001",
                        "",
                        WARN,
                        FAIL,
                        "equals"),
                new Case("auth.admin_fallback_enabled", "", "", PASS, PASS, "disabled"),
                new Case(
                        "auth.admin_fallback_enabled",
                        "auth.admin_fallback_enabled: true",
                        "",
                        WARN,
                        FAIL,
                        "opens admin"));
    }

    private static List<Case> database() {
        return List.of(
                new Case("database.path", "", "", PASS, PASS, "/tmp"),
                new Case("database.path", "database.path: stacyvm.db", "", WARN, WARN, "relative"),
                new Case("database.path", "database.path: ./stacyvm.db", "", WARN, WARN, "relative"),
                new Case("database.path", "database.path: /nowhere/at/all.db", "", WARN, FAIL, "not there"),
                new Case("database.path", "database.path: /etc/passwd/x.db", "", FAIL, FAIL, "not a folder"),
                new Case(
                        "database.driver",
                        "database.driver: postgres | database.dsn: postgres://h/d",
                        "",
                        WARN,
                        WARN,
                        "Postgres"));
    }

    private static List<Case> docker() {
        String none = "providers.default: mock | providers.docker.enabled: false";
        return List.of(
                new Case("docker", none, "", WARN, WARN, "not enabled"),
                new Case("docker.cli", "", "", PASS, PASS, "/usr/bin/docker"),
                new Case("docker.cli", "", "{\"programs\": {}}", FAIL, FAIL, "not on the PATH"),
                new Case(
                        "docker.cli",
                        "",
                        "{\"programs\": {\"docker\": {\"broken\": \"ended\"}}}",
                        FAIL,
                        FAIL,
                        "not proven"),
                new Case("docker.daemon", "", "", PASS, PASS, "24.0.7"),
                new Case("docker.daemon", "", "{\"engine\": {\"trouble\": \"SILENT\"}}", FAIL, FAIL, "is not usable"),
                new Case("docker.runtime", "", "", PASS, PASS, "registered"),
                new Case("docker.runtime", "providers.docker.runtime: kata", "", FAIL, FAIL, "kata is not registered"),
                new Case("docker.network_mode", "", "", PASS, PASS, "bridge"),
                new Case("docker.network_mode", "providers.docker.network_mode: ''", "", WARN, WARN, "empty"),
                new Case("docker.dropped_caps", "", "", PASS, PASS, "ALL"),
                new Case("docker.dropped_caps", "providers.docker.dropped_caps: []", "", WARN, WARN, "no capability"));
    }

    private static List<Case> firecracker() {
        return List.of(
                new Case("firecracker", "providers.firecracker.enabled: false", "", WARN, WARN, "not enabled"),
                new Case("firecracker.binary", "", "", PASS, PASS, "PATH"),
                new Case("firecracker.binary", "", "{\"programs\": {}}", FAIL, FAIL, "neither on the PATH nor at"),
                new Case(
                        "firecracker.binary",
                        "providers.firecracker.firecracker_path: /kernel",
                        "{\"programs\": {}}",
                        PASS,
                        PASS,
                        "/kernel"),
                new Case("firecracker.kvm", "", "", PASS, PASS, "/dev/kvm"),
                new Case("firecracker.kvm", "", "{\"kvm\": \"OPEN ENOENT\"}", FAIL, FAIL, "ENOENT"),
                new Case("firecracker.kvm", "", "{\"kvm\": \"CREATE_VM EACCES\"}", FAIL, FAIL, "EACCES"),
                new Case("firecracker.kvm", "", "{\"kvm\": \"version 11\"}", FAIL, FAIL, "version 11"),
                new Case("firecracker.kernel", "", "", PASS, PASS, "/kernel"),
                new Case("firecracker.kernel", "providers.firecracker.kernel_path: ''", "", FAIL, FAIL, "not set"),
                new Case("firecracker.kernel", "providers.firecracker.kernel_path: /x", "", FAIL, FAIL, "not there"),
                new Case("firecracker.agent", "", "", PASS, PASS, "/agent"),
                new Case("firecracker.agent", "providers.firecracker.agent_path: /rootfs", "", FAIL, FAIL, "a folder"));
    }

    private static List<Case> proot() {
        return List.of(
                new Case("proot", "providers.proot.enabled: false", "", WARN, WARN, "not enabled"),
                new Case("proot.binary", "", "", PASS, PASS, "/usr/bin/proot"),
                new Case(
                        "proot.binary",
                        "providers.proot.proot_binary: other",
                        "",
                        FAIL,
                        FAIL,
                        "other is not on the PATH"),
                new Case("proot.rootfs", "", "", PASS, PASS, "/rootfs"),
                new Case("proot.rootfs", "providers.proot.rootfs_path: ''", "", FAIL, FAIL, "not set"),
                new Case("proot.rootfs", "providers.proot.rootfs_path: /kernel", "", FAIL, FAIL, "a file"),
                new Case("proot.workspace_base", "", "", PASS, PASS, "/work"),
                new Case("proot.workspace_base", "providers.proot.workspace_base: /x", "", FAIL, FAIL, "not there"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void turnsAsInTheTable(Case expected) throws Exception {
        Patient patient = Patient.in(folder).configured(expected.config()).hosted(expected.host());

        CheckResult normal = row(patient.rows(Mode.NORMAL), expected.name());
        CheckResult production = row(patient.rows(Mode.PRODUCTION), expected.name());

        assertThat(normal.status()).isEqualTo(expected.normal());
        assertThat(production.status()).isEqualTo(expected.production());
        assertThat(production.message()).contains(expected.message());
        assertThat(production.remediation() == null).isEqualTo(expected.production() == PASS);
    }

    @Test
    void printsInTheOrderOfTheFleetAndThenWhatItDoesNotLookAt() throws Exception {
        assertThat(shown(Patient.in(folder).rows(Mode.PRODUCTION)))
                .containsExactly(
                        "PASS config",
                        "PASS auth.api_key",
                        "PASS auth.admin_api_key",
                        "PASS auth.admin_fallback_enabled",
                        "PASS database.path",
                        "PASS docker.cli",
                        "PASS docker.daemon",
                        "PASS docker.runtime",
                        "PASS docker.network_mode",
                        "PASS docker.dropped_caps",
                        "PASS firecracker.binary",
                        "PASS firecracker.kvm",
                        "PASS firecracker.kernel",
                        "PASS firecracker.agent",
                        "PASS proot.binary",
                        "PASS proot.rootfs",
                        "PASS proot.workspace_base",
                        "WARN worker.token_file",
                        "PASS worker.control_plane",
                        "PASS worker.clock",
                        "WARN issuer.trust_feed",
                        "PASS events.disk");
    }

    @Test
    void aMissingDockerProgramEndsItsBlock() throws Exception {
        List<CheckResult> rows = Patient.in(folder).hosted("{\"programs\": {}}").rows(Mode.NORMAL);

        assertThat(rows).extracting(CheckResult::name).contains("docker.cli").doesNotContain("docker.daemon");
    }

    @Test
    void theOrdinaryRuntimeNeedsNoRegistration() throws Exception {
        List<CheckResult> rows =
                Patient.in(folder).configured("providers.docker.runtime: runc").rows(Mode.NORMAL);

        assertThat(rows).extracting(CheckResult::name).doesNotContain("docker.runtime");
    }

    @Test
    void aConfigurationThatDoesNotLoadIsTheOnlyRow() throws Exception {
        List<CheckResult> rows = Patient.in(folder).configured("server.port: x").rows(Mode.NORMAL);

        assertThat(shown(rows)).containsExactly("FAIL config");
        assertThat(rows.get(0).message()).contains("server.port");
    }

    @Test
    void aControlPlaneThatDoesNotAnswerWarnsInBothModes() throws Exception {
        Patient patient = Patient.in(folder).answering(Patient.HEALTH, Servers.Answer.none("refused the connection"));

        assertThat(row(patient.rows(Mode.PRODUCTION), "worker.control_plane").status())
                .isEqualTo(WARN);
        assertThat(patient.rows(Mode.NORMAL)).extracting(CheckResult::name).doesNotContain("worker.clock");
    }

    @Test
    void aClockThatDiffersWarnsAndOneBeyondWhatVerifiersTolerateFails() throws Exception {
        assertThat(clock(Duration.ofSeconds(2)).status()).isEqualTo(PASS);
        assertThat(clock(Duration.ofSeconds(-10)).status()).isEqualTo(WARN);
        assertThat(clock(Duration.ofSeconds(-10)).message()).contains("10s behind");
        assertThat(clock(Duration.ofSeconds(31)).status()).isEqualTo(FAIL);
        assertThat(clock(Duration.ofSeconds(31)).message()).contains("31s ahead of");
    }

    @Test
    void keyFilesThatOthersCanReadWarn() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "k".repeat(40));

        List<CheckResult> rows = Patient.in(folder)
                .configured("auth.worker_signing_key_file: " + key)
                .rows(Mode.PRODUCTION);

        assertThat(row(rows, "auth.worker_signing_key_file.file").message()).contains("by others");
    }

    private CheckResult clock(Duration ahead) throws Exception {
        return row(Patient.in(folder).clockAheadBy(ahead).rows(Mode.PRODUCTION), "worker.clock");
    }

    static CheckResult row(List<CheckResult> rows, String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + name + " among " + shown(rows)));
    }

    static List<String> shown(List<CheckResult> rows) {
        return rows.stream().map(row -> row.status() + " " + row.name()).toList();
    }
}
