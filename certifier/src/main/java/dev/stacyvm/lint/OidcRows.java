package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import java.util.List;

/** The rows of OIDC. */
final class OidcRows {
    private final Configuration configuration;
    private final Rows rows;

    OidcRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        boolean enabled = configuration.flag("auth.oidc_enabled");
        rows.pass("auth.oidc_enabled", enabled ? "enabled" : "disabled, API keys only");
        if (enabled) {
            issuer();
            keys();
            audience();
            groups();
        }
    }

    private void issuer() {
        String issuer = configuration.text("auth.oidc_issuer");
        rows.require(
                "auth.oidc_issuer",
                !issuer.isBlank(),
                Urls.shown(issuer),
                new Fault("the issuer is missing", "set auth.oidc_issuer to the issuer's URL"));
    }

    private void keys() {
        String jwks = configuration.text("auth.oidc_jwks_url");
        boolean publicKey = configuration.secret("auth.oidc_public_key").isPresent();
        if (!jwks.isBlank() || !publicKey) {
            rows.require(
                    "auth.oidc_jwks_url",
                    !jwks.isBlank(),
                    Urls.shown(jwks),
                    new Fault(
                            "there is no key to verify tokens with",
                            "set auth.oidc_jwks_url or auth.oidc_public_key_file"));
        }
        if (publicKey) {
            boolean inline = configuration.text("auth.oidc_public_key_file").isBlank();
            rows.pass("auth.oidc_public_key", inline ? "inline" : "file-backed");
            if (inline) {
                rows.warn(
                        "auth.oidc_public_key_file",
                        new Fault("the public key is inline", "mount it as a file and name that here"));
            }
        }
    }

    private void audience() {
        String audience = configuration.text("auth.oidc_audience");
        rows.advise(
                "auth.oidc_audience",
                !audience.isBlank(),
                audience,
                new Fault("any token of the issuer is accepted", "set auth.oidc_audience"));
    }

    private void groups() {
        int admins = count("auth.oidc_admin_groups");
        int operators = count("auth.oidc_operator_groups");
        int viewers = count("auth.oidc_viewer_groups");
        rows.advise(
                "auth.oidc_groups",
                admins + operators + viewers > 0,
                "admin " + admins + ", operator " + operators + ", viewer " + viewers,
                new Fault(
                        "no group is mapped, so everyone gets the default api role",
                        "set auth.oidc_admin_groups, auth.oidc_operator_groups and auth.oidc_viewer_groups"));
    }

    private int count(String path) {
        List<String> groups = configuration.list(path);
        return (int) groups.stream().filter(group -> !group.isBlank()).count();
    }
}
