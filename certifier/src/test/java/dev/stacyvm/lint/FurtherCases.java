package dev.stacyvm.lint;

import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;

import java.util.List;

/** When the rows that look further turn. */
final class FurtherCases {
    private FurtherCases() {}

    static List<Case> further() {
        String secret = "a-worker-token-of-more-than-32-bytes";
        return List.of(
                new Case(
                        "auth.worker_secrets",
                        "auth.worker_tokens: {w-1: short}",
                        WARN,
                        WARN,
                        "auth.worker_tokens[w-1] is too short"),
                new Case(
                        "auth.worker_secrets",
                        "auth.worker_signing_keys: [changeme]",
                        WARN,
                        WARN,
                        "auth.worker_signing_keys[0] is a placeholder"),
                new Case("auth.worker_secrets", "auth.worker_tokens: {w-1: " + secret + "}", PASS, PASS, "1 checked"),
                new Case(
                        "auth.key_reuse",
                        "auth.worker_token: api-key-api-key-api-key-api-key-0001",
                        WARN,
                        WARN,
                        "auth.worker_token equals auth.api_key"),
                new Case(
                        "auth.key_reuse",
                        "auth.worker_tokens: {a: x, b: x}",
                        WARN,
                        WARN,
                        "auth.worker_tokens[b] equals"),
                new Case(
                        "auth.key_reuse",
                        "auth.admin_api_key: api-key-api-key-api-key-api-key-0001",
                        PASS,
                        PASS,
                        "once"),
                new Case(
                        "auth.worker_static_tokens",
                        "auth.worker_signing_key: '' | auth.worker_signing_keys: [b] | auth.worker_token: x",
                        WARN,
                        WARN,
                        "beside"),
                new Case("auth.enforcement", "auth.api_key: '' | auth.oidc_enabled: false", WARN, WARN, "no effect"),
                new Case(
                        "worker.control_plane_url.https",
                        "worker.control_plane_url: http://cp:7423",
                        WARN,
                        WARN,
                        "in clear"),
                new Case(
                        "worker.control_plane_url.https",
                        "worker.control_plane_url: http://127.0.0.1:7423",
                        PASS,
                        PASS,
                        "this machine"),
                new Case("auth.oidc_issuer.https", "auth.oidc_issuer: HTTP://id.example.com", WARN, WARN, "plain http"),
                new Case("auth.oidc_jwks_url.https", "auth.oidc_jwks_url: http://id/jwks", WARN, WARN, "plain http"),
                new Case(
                        "auth.oidc_jwks_url.https",
                        "auth.oidc_jwks_url: 'http://[::1]:80/jwks'",
                        PASS,
                        PASS,
                        "this machine"),
                new Case(
                        "server.cors_allowed_origins.https",
                        "server.cors_allowed_origins: ['http://a.b']",
                        WARN,
                        WARN,
                        "http://a.b"),
                new Case(
                        "server.cors_allowed_origins.https",
                        "server.cors_allowed_origins: ['http://localhost:3000']",
                        PASS,
                        PASS,
                        ""),
                new Case("worker.listen_addr.tls", "worker.rpc_tls.enabled: false", WARN, WARN, "without TLS"),
                new Case(
                        "worker.listen_addr.tls",
                        "worker.rpc_tls.enabled: false | worker.listen_addr: :7430",
                        WARN,
                        WARN,
                        "without TLS"),
                new Case(
                        "worker.listen_addr.tls",
                        "worker.rpc_tls.enabled: false | worker.listen_addr: 127.0.0.1:1",
                        PASS,
                        PASS,
                        ""),
                new Case(
                        "worker.rpc_tls.role",
                        "worker.rpc_tls.ca_file: '' | worker.rpc_tls.client_ca_file: ''",
                        WARN,
                        WARN,
                        "neither"),
                new Case("worker.rpc_tls.role", "worker.rpc_tls.ca_file: ''", PASS, PASS, "worker"),
                new Case("providers.mock", "providers.mock.enabled: true", WARN, WARN, "isolates nothing"),
                new Case(
                        "docker.runtime",
                        "providers.default: proot | providers.docker.runtime: ''",
                        WARN,
                        WARN,
                        "empty"),
                new Case("docker.user.root", "providers.docker.user: '0:0'", WARN, WARN, "root"),
                new Case("docker.user.root", "providers.docker.user: root", WARN, WARN, "root"),
                new Case("docker.network_mode.shared", "providers.docker.network_mode: host", WARN, WARN, "host"),
                new Case(
                        "defaults.exec_timeouts.order",
                        "defaults.default_exec_timeout: 11m",
                        WARN,
                        WARN,
                        "11m0s is above"),
                new Case("issuer.token_key_file.file", "issuer.token_key_file: /tls/open.key", WARN, WARN, "by others"),
                new Case(
                        "worker.rpc_tls.server_key_file.file",
                        "worker.rpc_tls.server_key_file: /tls/absent",
                        WARN,
                        WARN,
                        "is not a file"),
                new Case(
                        "worker.rpc_tls.client_key_file.file",
                        "worker.rpc_tls.client_key_file: /tls/open.key",
                        WARN,
                        WARN,
                        "by others"),
                new Case(
                        "worker.rpc_tls.server_cert_file.file",
                        "worker.rpc_tls.server_cert_file: /tls/expired.crt",
                        WARN,
                        WARN,
                        "expired at"),
                new Case(
                        "worker.rpc_tls.client_cert_file.file",
                        "worker.rpc_tls.client_cert_file: /tls/soon.crt",
                        WARN,
                        WARN,
                        "expires at"),
                new Case(
                        "worker.rpc_tls.ca_file.file",
                        "worker.rpc_tls.ca_file: /tls/empty",
                        WARN,
                        WARN,
                        "no certificate"),
                new Case(
                        "worker.rpc_tls.client_ca_file.file",
                        "worker.rpc_tls.client_ca_file: /tls/absent",
                        WARN,
                        WARN,
                        "is not a file"));
    }
}
