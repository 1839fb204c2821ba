package dev.stacyvm.config;

import dev.stacyvm.file.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code auth}, without OIDC. A blank secret is absent.
 *
 * @param adminFallbackEnabled whether the API key also opens what is the administrator's
 * @param adminAuditRetention zero: kept for good
 */
public record AuthSettings(
        boolean enabled,
        Optional<Secret> apiKey,
        Optional<Secret> adminApiKey,
        boolean adminFallbackEnabled,
        Duration adminAuditRetention,
        WorkerCredentials worker) {
    static AuthSettings from(Configuration configuration) {
        return new AuthSettings(
                configuration.flag("auth.enabled"),
                configuration.secret("auth.api_key"),
                configuration.secret("auth.admin_api_key"),
                configuration.flag("auth.admin_fallback_enabled"),
                configuration.duration("auth.admin_audit_retention"),
                WorkerCredentials.from(configuration));
    }
}
