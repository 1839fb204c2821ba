package dev.stacyvm.lint;

import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.lint.FileFacts.Fact;
import dev.stacyvm.report.CheckResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lints a configuration that is good but for a few lines, against files that exist on paper only. */
final class Lints {
    static final Instant NOW = Instant.parse("2026-05-09T10:00:00Z");
    private static final String GOOD = """
            auth.enabled: true
            auth.api_key: api-key-api-key-api-key-api-key-0001
            auth.admin_api_key: admin-key-admin-key-admin-key-000002
            auth.worker_signing_key: sign-key-sign-key-sign-key-sign-0003
            auth.admin_fallback_enabled: false
            auth.admin_audit_retention: 2160h
            auth.oidc_enabled: true
            auth.oidc_issuer: https://id.example.com
            auth.oidc_jwks_url: https://id.example.com/jwks
            auth.oidc_audience: stacyvm
            auth.oidc_admin_groups: [admins]
            server.cors_allowed_origins: [https://app.example.com]
            rate_limit.enabled: true
            database.path: /var/lib/stacyvm/stacyvm.db
            defaults.max_sandboxes: 100
            defaults.max_sandboxes_per_owner: 10
            defaults.default_exec_timeout: 1m
            worker.listen_addr: 0.0.0.0:7430
            worker.rpc_tls.enabled: true
            worker.rpc_tls.server_cert_file: /tls/server.crt
            worker.rpc_tls.server_key_file: /tls/server.key
            worker.rpc_tls.client_ca_file: /tls/clients.crt
            worker.rpc_tls.ca_file: /tls/ca.crt
            worker.rpc_tls.client_cert_file: /tls/client.crt
            worker.rpc_tls.client_key_file: /tls/client.key
            providers.docker.user: 1000:1000
            """;

    private Lints() {}

    /** The good configuration with {@code changes}, lines of {@code path: value}, in place of its own. */
    static List<CheckResult> good(String changes, Mode mode) {
        Map<String, String> lines = new LinkedHashMap<>();
        (GOOD + changes.replace(" | ", "\n"))
                .lines()
                .map(line -> line.split(": ", 2))
                .forEach(line -> lines.put(line[0], line[1]));
        StringBuilder yaml = new StringBuilder();
        lines.forEach(
                (path, value) -> yaml.append(path).append(": ").append(value).append('\n'));
        return yaml(yaml.toString(), mode);
    }

    static List<CheckResult> yaml(String yaml, Mode mode) {
        return of(load(yaml, Map.of()), mode);
    }

    static LoadResult load(String yaml, Map<String, String> environment) {
        return new ConfigurationLoader(environment, Path.of(""))
                .load("stacyvm.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    static List<CheckResult> of(LoadResult result, Mode mode) {
        return new ConfigLint(mode, Lints::onPaper, NOW).check(result);
    }

    static List<String> shown(List<CheckResult> rows) {
        return rows.stream().map(row -> row.status() + " " + row.name()).toList();
    }

    private static Fact onPaper(String path) {
        return switch (path) {
            case "/tls/absent" -> Fact.ABSENT;
            case "/tls/open.key" -> new Fact(true, true, Optional.empty());
            case "/tls/expired.crt" -> new Fact(true, false, Optional.of(NOW));
            case "/tls/soon.crt" -> new Fact(true, false, Optional.of(Instant.parse("2026-05-20T10:00:00Z")));
            default ->
                path.endsWith(".crt")
                        ? new Fact(true, true, Optional.of(Instant.parse("2027-05-09T10:00:00Z")))
                        : new Fact(true, false, Optional.empty());
        };
    }
}
