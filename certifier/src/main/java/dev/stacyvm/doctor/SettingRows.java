package dev.stacyvm.doctor;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.DatabaseSettings.Driver;
import dev.stacyvm.file.Secret;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The rows on keys and on where the database lies. */
final class SettingRows {
    private static final int LEAST_BYTES = 32;
    private static final String RANDOM = "set it to a random secret of at least " + LEAST_BYTES + " bytes";

    private final Configuration configuration;
    private final Path folder;
    private final Rows rows;

    SettingRows(Configuration configuration, Path folder, Rows rows) {
        this.configuration = configuration;
        this.folder = folder;
        this.rows = rows;
    }

    void add() {
        Optional<Secret> apiKey = configuration.secret("auth.api_key");
        apiKey(apiKey);
        adminApiKey(apiKey);
        rows.require(
                "auth.admin_fallback_enabled",
                !configuration.flag("auth.admin_fallback_enabled"),
                "disabled",
                new Fault(
                        "the API key also opens admin routes while no admin key is set",
                        "set auth.admin_fallback_enabled to false"));
        database();
    }

    private void apiKey(Optional<Secret> apiKey) {
        boolean longEnough = apiKey.filter(key -> key.length() >= LEAST_BYTES).isPresent();
        String problem = apiKey.isEmpty() ? "it is missing, and the API is open" : "it is too short";
        rows.require("auth.api_key", longEnough, "configured", new Fault(problem, RANDOM));
    }

    private void adminApiKey(Optional<Secret> apiKey) {
        Optional<Secret> admin = configuration.secret("auth.admin_api_key");
        boolean separate = admin.isPresent() && !admin.equals(apiKey);
        String problem = admin.isEmpty() ? "it is missing" : "it equals the API key";
        rows.require(
                "auth.admin_api_key",
                separate,
                "configured separately",
                new Fault(problem, "give it a secret of its own"));
    }

    private void database() {
        if (configuration.database().driver() == Driver.POSTGRES) {
            rows.warn(
                    "database.driver",
                    new Fault(
                            "the database is Postgres, which is not looked at here",
                            "rehearse an upgrade, which connects to it: stacyvm upgrade rehearse"));
            return;
        }
        Path path = Path.of(configuration.database().path());
        Path parent = path.getParent();
        if (parent == null || parent.toString().equals(".")) {
            rows.warn(
                    "database.path",
                    new Fault(
                            "it is relative to wherever the service starts",
                            "name an absolute path on a durable disk"));
        } else if (!Files.exists(folder.resolve(parent))) {
            rows.severe("database.path", new Fault(parent + " is not there", "create the folder"));
        } else if (!Files.isDirectory(folder.resolve(parent))) {
            rows.fail("database.path", new Fault(parent + " is not a folder", "name a path inside a folder"));
        } else {
            rows.pass("database.path", parent.toString());
        }
    }
}
