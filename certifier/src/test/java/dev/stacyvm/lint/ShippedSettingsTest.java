package dev.stacyvm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The production settings that StacyVM ships get the verdicts that its own lint gives them, row by row. */
class ShippedSettingsTest {
    private static final String SHIPPED = """
            server: {cors_allowed_origins: ["https://app.example.com"]}
            auth:
              enabled: true
              api_key: change-me-api-key-with-more-than-32-bytes
              admin_api_key: change-me-admin-key-with-more-than-32-bytes
              admin_fallback_enabled: false
              admin_audit_retention: 2160h
            providers:
              default: docker
              docker: {enabled: true}
              firecracker: {enabled: false}
            defaults: {max_sandboxes: 100, max_sandboxes_per_owner: 10, spawn_overflow: queue}
            database: {driver: sqlite, path: /var/lib/stacyvm/stacyvm.db}
            """;

    @Test
    void asShippedTheyFailOnPlaceholdersAndOnWhatStaysAtItsDefault() {
        assertThat(theirs(Map.of()))
                .containsExactly(
                        "PASS config",
                        "PASS auth.enabled",
                        "FAIL auth.api_key",
                        "FAIL auth.admin_api_key",
                        "WARN auth.worker_tokens",
                        "PASS auth.key_separation",
                        "PASS auth.admin_fallback_enabled",
                        "PASS auth.admin_audit_retention",
                        "PASS auth.oidc_enabled",
                        "PASS server.cors_allowed_origins",
                        "FAIL rate_limit.enabled",
                        "PASS rate_limit.capacity",
                        "PASS rate_limit.key_by",
                        "PASS database.path",
                        "PASS defaults.sandbox_caps",
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
                        "FAIL docker.user");
    }

    @Test
    void withTheirOverridesFromTheEnvironmentNothingFails() {
        Map<String, String> environment = Map.of(
                "STACYVM_AUTH_API_KEY", "0123456789abcdef0123456789abcdef-a",
                "STACYVM_AUTH_ADMIN_API_KEY", "0123456789abcdef0123456789abcdef-b",
                "STACYVM_RATE_LIMIT_ENABLED", "true",
                "STACYVM_DEFAULTS_DEFAULT_EXEC_TIMEOUT", "60s",
                "STACYVM_PROVIDERS_DOCKER_USER", "1000:1000");

        assertThat(theirs(environment))
                .filteredOn(row -> !row.startsWith("PASS"))
                .containsExactly("WARN auth.worker_tokens", "WARN worker.rpc_tls.enabled");
    }

    /** The rows before ours begin. */
    private static List<String> theirs(Map<String, String> environment) {
        List<String> rows = Lints.shown(Lints.of(Lints.load(SHIPPED, environment), Mode.PRODUCTION));
        return rows.subList(0, rows.indexOf("PASS auth.worker_secrets"));
    }
}
