package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.file.Secret;
import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import java.util.Optional;

/** The rows of {@code auth}, without OIDC. */
final class AuthRows {
    private final Configuration configuration;
    private final Rows rows;

    AuthRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        rows.require(
                "auth.enabled",
                configuration.flag("auth.enabled"),
                "enabled",
                new Fault("authentication is disabled", "set auth.enabled to true before leaving a trusted network"));
        secret("auth.api_key", "set STACYVM_AUTH_API_KEY or auth.api_key to a random secret of at least 32 bytes");
        secret(
                "auth.admin_api_key",
                "set STACYVM_AUTH_ADMIN_API_KEY or auth.admin_api_key to a separate random secret of at least 32 bytes");
        new WorkerCredentialRows(configuration, rows).add();
        separation();
        rows.require(
                "auth.admin_fallback_enabled",
                !configuration.flag("auth.admin_fallback_enabled"),
                "disabled",
                new Fault(
                        "the API key also opens admin routes while no admin key is set",
                        "set auth.admin_fallback_enabled to false"));
        Duration retention = configuration.duration("auth.admin_audit_retention");
        rows.require(
                "auth.admin_audit_retention",
                retention.compareTo(Duration.ZERO) > 0,
                GoDuration.format(retention),
                new Fault("audit entries are never pruned", "set auth.admin_audit_retention, for example to 2160h"));
    }

    private void secret(String name, String fix) {
        Optional<String> weakness = SecretRule.weakness(configuration.secret(name));
        rows.require(name, weakness.isEmpty(), "configured", new Fault("it is " + weakness.orElse(""), fix));
    }

    private void separation() {
        Optional<Secret> apiKey = configuration.secret("auth.api_key");
        rows.require(
                "auth.key_separation",
                apiKey.isEmpty() || !apiKey.equals(configuration.secret("auth.admin_api_key")),
                "separate",
                new Fault("the API key and the admin API key are identical", "use a different secret for each"));
    }
}
