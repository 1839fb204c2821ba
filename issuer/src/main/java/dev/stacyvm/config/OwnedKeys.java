package dev.stacyvm.config;

import static dev.stacyvm.config.KeyType.BOOLEAN;
import static dev.stacyvm.config.KeyType.DURATION;
import static dev.stacyvm.config.KeyType.INTEGER;
import static dev.stacyvm.config.KeyType.LIST;
import static dev.stacyvm.config.KeyType.SECRET;
import static dev.stacyvm.config.KeyType.SECRET_LIST;
import static dev.stacyvm.config.KeyType.SECRET_MAP;
import static dev.stacyvm.config.KeyType.TEXT;

import java.util.List;

/** The keys of the sections we own: another name in one of them is an error. */
final class OwnedKeys {
    static final List<Key> ALL = List.of(
            key("server.host", TEXT, "0.0.0.0"),
            key("server.port", INTEGER, "7423"),
            key("server.preview_domain", TEXT, "localhost"),
            key("server.cors_allowed_origins", LIST, "*"),
            key("worker.id", TEXT, ""),
            key("worker.control_plane_url", TEXT, "http://localhost:7423"),
            key("worker.listen_addr", TEXT, ""),
            key("worker.advertise_url", TEXT, ""),
            key("worker.rpc_keys_file", TEXT, ""),
            key("worker.compat_shared_key_file", TEXT, ""),
            key("worker.preview_domain", TEXT, ""),
            key("worker.heartbeat_interval", DURATION, "30s"),
            key("worker.shutdown_timeout", DURATION, "10s"),
            key("worker.rpc_tls.enabled", BOOLEAN, "false"),
            key("worker.rpc_tls.insecure_skip_verify", BOOLEAN, "false"),
            key("worker.rpc_tls.server_cert_file", TEXT, ""),
            key("worker.rpc_tls.server_key_file", TEXT, ""),
            key("worker.rpc_tls.client_ca_file", TEXT, ""),
            key("worker.rpc_tls.ca_file", TEXT, ""),
            key("worker.rpc_tls.client_cert_file", TEXT, ""),
            key("worker.rpc_tls.client_key_file", TEXT, ""),
            key("worker.rpc_tls.server_name", TEXT, ""),
            key("auth.enabled", BOOLEAN, "false"),
            key("auth.api_key", SECRET, ""),
            key("auth.admin_api_key", SECRET, ""),
            key("auth.worker_token", SECRET, ""),
            key("auth.worker_token_file", TEXT, ""),
            key("auth.worker_tokens", SECRET_MAP, ""),
            key("auth.worker_signing_key", SECRET, ""),
            key("auth.worker_signing_key_file", TEXT, ""),
            key("auth.worker_signing_keys", SECRET_LIST, ""),
            key("auth.worker_revoked_token_ids", LIST, ""),
            key("auth.admin_fallback_enabled", BOOLEAN, "true"),
            key("auth.admin_audit_retention", DURATION, "0s"),
            key("auth.oidc_enabled", BOOLEAN, "false"),
            key("auth.oidc_issuer", TEXT, ""),
            key("auth.oidc_audience", TEXT, ""),
            key("auth.oidc_jwks_url", TEXT, ""),
            key("auth.oidc_public_key", SECRET, ""),
            key("auth.oidc_public_key_file", TEXT, ""),
            key("auth.oidc_groups_claim", TEXT, "groups"),
            key("auth.oidc_tenant_claim", TEXT, "tenant_id"),
            key("auth.oidc_admin_groups", LIST, ""),
            key("auth.oidc_operator_groups", LIST, ""),
            key("auth.oidc_viewer_groups", LIST, ""),
            key("database.driver", TEXT, "sqlite"),
            key("database.path", TEXT, "stacyvm.db"),
            key("database.dsn", SECRET, ""),
            key("logging.level", TEXT, "info"),
            key("logging.format", TEXT, "json"),
            key("events.state_dir", TEXT, ""),
            key("events.kafka_bootstrap", LIST, ""),
            key("issuer.listen", TEXT, "127.0.0.1:7423"),
            key("issuer.url", TEXT, ""),
            key("issuer.store", TEXT, ""),
            key("issuer.jwks_cache_max", DURATION, "60s"),
            key("issuer.token_key_file", TEXT, ""),
            key("certify.interval", DURATION, "6h"),
            key("certify.expiry", DURATION, "720h"));

    private OwnedKeys() {}

    private static Key key(String path, KeyType type, String fallback) {
        return new Key(path, type, fallback);
    }
}
