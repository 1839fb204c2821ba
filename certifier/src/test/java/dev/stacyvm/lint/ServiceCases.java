package dev.stacyvm.lint;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;

import java.util.List;

/** When the rows on the service, its TLS and its sandboxes turn. */
final class ServiceCases {
    private ServiceCases() {}

    static List<Case> service() {
        return List.of(
                new Case("server.cors_allowed_origins", "server.cors_allowed_origins: []", WARN, FAIL, "no origin"),
                new Case(
                        "server.cors_allowed_origins",
                        "server.cors_allowed_origins: ['https://a', '*']",
                        WARN,
                        FAIL,
                        "every origin"),
                new Case("rate_limit.enabled", "rate_limit.enabled: false", WARN, FAIL, "off"),
                new Case("rate_limit.capacity", "rate_limit.burst: 0", WARN, FAIL, "not positive"),
                new Case("rate_limit.capacity", "rate_limit.requests_per_minute: 0", WARN, FAIL, "not positive"),
                new Case("rate_limit.key_by", "rate_limit.key_by: ip", WARN, WARN, "NAT"),
                new Case("rate_limit.key_by", "rate_limit.key_by: ''", PASS, PASS, ""),
                new Case("database.path", "database.path: stacyvm.db", WARN, FAIL, "relative"),
                new Case("database.driver", "database.driver: postgres | database.dsn: x", PASS, PASS, "postgres"),
                new Case("defaults.sandbox_caps", "defaults.max_sandboxes: 0", WARN, FAIL, "not limited"),
                new Case("defaults.sandbox_caps", "defaults.max_sandboxes_per_owner: 0", WARN, FAIL, "not limited"),
                new Case("defaults.max_spawn_queue", "defaults.max_spawn_queue: 0", WARN, FAIL, "unbounded"),
                new Case("defaults.exec_timeouts", "defaults.default_exec_timeout: 0s", WARN, FAIL, "for ever"),
                new Case("defaults.exec_timeouts", "defaults.max_exec_timeout: 0s", WARN, FAIL, "for ever"),
                new Case("defaults.max_ttl", "defaults.max_ttl: ''", WARN, FAIL, "for ever"),
                new Case("logging.format", "logging.format: pretty", WARN, FAIL, "not JSON"));
    }

    static List<Case> rpcTls() {
        return List.of(
                new Case("worker.rpc_tls.enabled", "worker.rpc_tls.enabled: false", WARN, WARN, "not encrypted"),
                new Case("worker.rpc_tls.server_cert", "worker.rpc_tls.server_key_file: ''", WARN, FAIL, "both needed"),
                new Case("worker.rpc_tls.client_ca", "worker.rpc_tls.client_ca_file: ''", WARN, FAIL, "not verified"),
                new Case("worker.rpc_tls.ca", "worker.rpc_tls.ca_file: ''", WARN, FAIL, "not verified"),
                new Case(
                        "worker.rpc_tls.client_cert", "worker.rpc_tls.client_cert_file: ''", WARN, FAIL, "both needed"),
                new Case(
                        "worker.rpc_tls.insecure_skip_verify",
                        "worker.rpc_tls.insecure_skip_verify: true",
                        WARN,
                        FAIL,
                        "not verified"));
    }

    static List<Case> docker() {
        return List.of(
                new Case("providers.default", "providers.default: proot", WARN, WARN, "proot"),
                new Case("providers.default", "providers.docker.enabled: false", WARN, WARN, "docker"),
                new Case("docker.runtime", "providers.docker.runtime: ''", WARN, FAIL, "empty"),
                new Case("docker.network_mode", "providers.docker.network_mode: ''", WARN, FAIL, "empty"),
                new Case(
                        "docker.seccomp_profile",
                        "providers.docker.seccomp_profile: unconfined",
                        WARN,
                        FAIL,
                        "not enforced"),
                new Case("docker.seccomp_profile", "providers.docker.seccomp_profile: ''", WARN, FAIL, "not enforced"),
                new Case("docker.added_caps", "providers.docker.added_caps: [SYS_ADMIN]", WARN, FAIL, "SYS_ADMIN"),
                new Case("docker.dropped_caps", "providers.docker.dropped_caps: [all]", WARN, FAIL, "not dropped"),
                new Case("docker.resource_limits", "providers.docker.memory: ''", WARN, FAIL, "missing"),
                new Case("docker.resource_limits", "providers.docker.cpus: ''", WARN, FAIL, "missing"),
                new Case("docker.resource_limits", "providers.docker.pids_limit: 0", WARN, FAIL, "missing"),
                new Case("docker.user", "providers.docker.user: ''", WARN, FAIL, "empty"));
    }
}
