package dev.stacyvm.lint;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.report.CheckResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLintTest {
    private static final Set<String> ALWAYS_PASS = Set.of("config", "auth.oidc_enabled");

    static Stream<Case> cases() {
        return Stream.of(
                        CredentialCases.authentication(),
                        CredentialCases.credentials(),
                        CredentialCases.oidc(),
                        ServiceCases.service(),
                        ServiceCases.rpcTls(),
                        ServiceCases.docker(),
                        FurtherCases.further())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void turnsAsInTheTable(Case expected) {
        CheckResult normal = row(Lints.good(expected.changes(), Mode.NORMAL), expected.name());
        CheckResult production = row(Lints.good(expected.changes(), Mode.PRODUCTION), expected.name());

        assertThat(normal.status()).isEqualTo(expected.normal());
        assertThat(production.status()).isEqualTo(expected.production());
        assertThat(production.message()).contains(expected.message());
        assertThat(production.remediation() == null).isEqualTo(expected.production() == PASS);
    }

    @Test
    void everyRowHasACaseInTheTable() {
        Set<String> covered = cases().map(Case::name).collect(Collectors.toSet());
        covered.addAll(ALWAYS_PASS);
        Set<String> printed = cases().flatMap(change -> Lints.good(change.changes(), Mode.NORMAL).stream())
                .map(CheckResult::name)
                .collect(Collectors.toSet());
        assertThat(printed).containsExactlyInAnyOrderElementsOf(covered);
    }

    @Test
    void aGoodConfigurationPassesInProduction() {
        List<CheckResult> rows = Lints.good("auth.enabled: true", Mode.PRODUCTION);
        assertThat(rows)
                .filteredOn(row -> row.status() != PASS)
                .extracting(CheckResult::name)
                .containsExactly("auth.worker_signing_key_file");
        assertThat(ConfigLint.status(rows)).isEqualTo(PASS);
    }

    @Test
    void printsInTheOrderOfTheFleet() {
        assertThat(Lints.shown(Lints.yaml("", Mode.PRODUCTION)))
                .containsExactly(
                        "PASS config",
                        "FAIL auth.enabled",
                        "FAIL auth.api_key",
                        "FAIL auth.admin_api_key",
                        "WARN auth.worker_tokens",
                        "PASS auth.key_separation",
                        "FAIL auth.admin_fallback_enabled",
                        "FAIL auth.admin_audit_retention",
                        "PASS auth.oidc_enabled",
                        "FAIL server.cors_allowed_origins",
                        "FAIL rate_limit.enabled",
                        "PASS rate_limit.capacity",
                        "PASS rate_limit.key_by",
                        "FAIL database.path",
                        "FAIL defaults.sandbox_caps",
                        "PASS defaults.max_spawn_queue",
                        "FAIL defaults.exec_timeouts",
                        "PASS defaults.max_ttl",
                        "PASS logging.format",
                        "WARN worker.rpc_tls.enabled",
                        "PASS docker.runtime",
                        "PASS docker.network_mode",
                        "PASS docker.seccomp_profile",
                        "PASS docker.added_caps",
                        "PASS docker.dropped_caps",
                        "PASS docker.resource_limits",
                        "FAIL docker.user",
                        "PASS auth.worker_secrets",
                        "PASS auth.key_reuse",
                        "PASS worker.control_plane_url.https",
                        "PASS server.cors_allowed_origins.https",
                        "PASS providers.mock",
                        "PASS docker.user.root",
                        "PASS docker.network_mode.shared");
    }

    @Test
    void theDefaultsFailOnlyInProduction() {
        assertThat(ConfigLint.status(Lints.yaml("", Mode.NORMAL))).isEqualTo(PASS);
        assertThat(ConfigLint.status(Lints.yaml("", Mode.PRODUCTION))).isEqualTo(FAIL);
    }

    @Test
    void rowsOfSignedTokensAndOidcKeepTheirOrder() {
        String yaml = """
                auth.worker_signing_key: a
                auth.worker_signing_keys: [b]
                auth.worker_revoked_token_ids: [t]
                auth.worker_token: c
                auth.worker_tokens: {w: d}
                auth.oidc_enabled: true
                auth.oidc_public_key: pem
                """;
        assertThat(Lints.yaml(yaml, Mode.NORMAL))
                .extracting(CheckResult::name)
                .containsSubsequence(
                        "auth.admin_api_key",
                        "auth.worker_signing_key",
                        "auth.worker_signing_key_file",
                        "auth.worker_signing_keys",
                        "auth.worker_revoked_token_ids",
                        "auth.worker_token",
                        "auth.worker_token_file",
                        "auth.worker_tokens",
                        "auth.key_separation",
                        "auth.oidc_enabled",
                        "auth.oidc_issuer",
                        "auth.oidc_public_key",
                        "auth.oidc_public_key_file",
                        "auth.oidc_audience",
                        "auth.oidc_groups",
                        "server.cors_allowed_origins")
                .doesNotContain("auth.oidc_jwks_url");
    }

    @Test
    void revokedIdsComeAfterTheRotationKeysAndBeforeTheTokens() {
        assertThat(Lints.yaml("auth: {worker_signing_keys: [b], worker_revoked_token_ids: [t]}", Mode.NORMAL))
                .extracting(CheckResult::name)
                .containsSubsequence("auth.worker_signing_key", "auth.worker_revoked_token_ids", "auth.key_separation")
                .doesNotContain("auth.worker_tokens");
        assertThat(Lints.yaml("auth: {worker_token: b, worker_revoked_token_ids: [t]}", Mode.NORMAL))
                .extracting(CheckResult::name)
                .containsSubsequence("auth.worker_revoked_token_ids", "auth.worker_tokens", "auth.worker_token_file");
    }

    @Test
    void anUnknownKeyFailsInBothModes() {
        CheckResult row = row(Lints.yaml("defaults: {tlt: 1m}", Mode.NORMAL), "config.unknown_key");
        assertThat(row.status()).isEqualTo(FAIL);
        assertThat(row.message()).isEqualTo("stacyvm.yaml:1: defaults.tlt: there is no such key");
        assertThat(row.remediation()).isEqualTo("did you mean defaults.ttl?");
    }

    @Test
    void anUnknownVariableWarns() {
        var result = Lints.load("", Map.of("STACYVM_SERVER_PROT", "1"));
        CheckResult row = row(Lints.of(result, Mode.PRODUCTION), "config.unknown_variable");
        assertThat(row.status()).isEqualTo(WARN);
        assertThat(row.remediation()).isEqualTo("did you mean STACYVM_SERVER_PORT?");
    }

    @Test
    void aConfigurationThatDoesNotLoadFailsOnceForEachProblem() {
        List<CheckResult> rows = Lints.yaml("server: {port: x, prot: 1}\ndefauls: {a: 1}", Mode.NORMAL);
        assertThat(Lints.shown(rows)).containsExactly("FAIL config", "FAIL config", "FAIL config.unknown_key");
        assertThat(ConfigLint.status(rows)).isEqualTo(FAIL);
    }

    @Test
    void noRowShowsASecret() {
        String yaml = """
                auth: {api_key: hunter2, admin_api_key: hunter2, worker_token: hunter2, worker_signing_key: hunter2,
                  worker_signing_keys: [hunter2], worker_tokens: {w: hunter2}, oidc_enabled: true, oidc_public_key: hunter2,
                  oidc_issuer: "https://hunter2@id", oidc_jwks_url: "http://hunter2@id"}
                """;
        assertThat(Lints.yaml(yaml, Mode.PRODUCTION).toString()).doesNotContain("hunter2");
    }

    private static CheckResult row(List<CheckResult> rows, String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + name + " among " + Lints.shown(rows)));
    }
}
