package dev.stacyvm.lint;

import static dev.stacyvm.report.Status.FAIL;
import static dev.stacyvm.report.Status.PASS;
import static dev.stacyvm.report.Status.WARN;

import java.util.List;

/** When the rows on authentication turn. */
final class CredentialCases {
    private CredentialCases() {}

    static List<Case> authentication() {
        return List.of(
                new Case("auth.enabled", "auth.enabled: false", WARN, FAIL, "disabled"),
                new Case("auth.api_key", "auth.api_key: ' '", WARN, FAIL, "missing"),
                new Case(
                        "auth.api_key",
                        "auth.api_key: api-Change-Me-change-me-change-me-change",
                        WARN,
                        FAIL,
                        "placeholder"),
                new Case(
                        "auth.api_key",
                        "auth.api_key: 0123456789012345678901234567890",
                        WARN,
                        FAIL,
                        "31 of at least 32"),
                new Case("auth.api_key", "auth.api_key: 01234567890123456789012345678901", PASS, PASS, "configured"),
                new Case(
                        "auth.admin_api_key",
                        "auth.admin_api_key: x-REPLACE-ME-0123456789012345678901",
                        WARN,
                        FAIL,
                        "placeholder"),
                new Case(
                        "auth.key_separation",
                        "auth.admin_api_key: api-key-api-key-api-key-api-key-0001",
                        WARN,
                        FAIL,
                        "identical"),
                new Case("auth.key_separation", "auth.api_key: '' | auth.admin_api_key: ''", PASS, PASS, "separate"),
                new Case(
                        "auth.admin_fallback_enabled", "auth.admin_fallback_enabled: true", WARN, FAIL, "admin routes"),
                new Case("auth.admin_audit_retention", "auth.admin_audit_retention: 0s", WARN, FAIL, "never pruned"),
                new Case("auth.admin_audit_retention", "auth.admin_audit_retention: 24h", PASS, PASS, "24h0m0s"));
    }

    static List<Case> credentials() {
        String unsigned = "auth.worker_signing_key: ''";
        return List.of(
                new Case("auth.worker_signing_key", "auth.worker_signing_key: short", WARN, FAIL, "too short"),
                new Case("auth.worker_signing_key_file", "auth.enabled: true", WARN, WARN, "inline"),
                new Case(
                        "auth.worker_signing_keys",
                        "auth.worker_signing_keys: [b, sign-key-sign-key-sign-key-sign-0003]",
                        WARN,
                        WARN,
                        "rotation keys include the active worker signing key"),
                new Case("auth.worker_signing_keys", "auth.worker_signing_keys: [b, ' b ']", WARN, WARN, "duplicates"),
                new Case(
                        "auth.worker_signing_keys", "auth.worker_signing_keys: [b, '', c]", PASS, PASS, "2 configured"),
                new Case(
                        "auth.worker_revoked_token_ids",
                        "auth.worker_revoked_token_ids: [a, b]",
                        PASS,
                        PASS,
                        "2 revoked"),
                new Case(
                        "auth.worker_token",
                        "auth.worker_token: x",
                        WARN,
                        WARN,
                        "shared worker token still configured with signed worker tokens"),
                new Case("auth.worker_token_file", "auth.worker_token: x", WARN, WARN, "inline"),
                new Case("auth.worker_tokens", "auth.worker_tokens: {a: x, b: y}", WARN, WARN, "2 static"),
                new Case(
                        "auth.worker_signing_key",
                        unsigned + " | auth.worker_signing_keys: [b]",
                        WARN,
                        FAIL,
                        "without a primary"),
                new Case(
                        "auth.worker_revoked_token_ids",
                        unsigned + " | auth.worker_revoked_token_ids: [a]",
                        WARN,
                        WARN,
                        "without signed tokens"),
                new Case("auth.worker_tokens", unsigned + " | auth.worker_tokens: {a: x}", PASS, PASS, "1 configured"),
                new Case("auth.worker_tokens", unsigned + " | auth.worker_token: x", WARN, WARN, "shared by all"),
                new Case("auth.worker_token_file", unsigned + " | auth.worker_token: x", WARN, WARN, "inline"),
                new Case("auth.worker_tokens", unsigned, WARN, WARN, "no worker credentials"));
    }

    static List<Case> oidc() {
        return List.of(
                new Case("auth.oidc_enabled", "auth.oidc_enabled: false", PASS, PASS, "disabled"),
                new Case("auth.oidc_issuer", "auth.oidc_issuer: ' '", WARN, FAIL, "missing"),
                new Case("auth.oidc_issuer", "auth.oidc_issuer: https://user:hunter2@id", PASS, PASS, "configured"),
                new Case("auth.oidc_jwks_url", "auth.oidc_jwks_url: ''", WARN, FAIL, "no key"),
                new Case("auth.oidc_public_key", "auth.oidc_public_key: pem", PASS, PASS, "inline"),
                new Case("auth.oidc_public_key_file", "auth.oidc_public_key: pem", WARN, WARN, "inline"),
                new Case("auth.oidc_audience", "auth.oidc_audience: ''", WARN, WARN, "any token"),
                new Case("auth.oidc_groups", "auth.oidc_admin_groups: ['']", WARN, WARN, "default api role"),
                new Case(
                        "auth.oidc_groups",
                        "auth.oidc_viewer_groups: [a, b]",
                        PASS,
                        PASS,
                        "admin 1, operator 0, viewer 2"));
    }
}
