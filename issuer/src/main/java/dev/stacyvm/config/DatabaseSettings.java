package dev.stacyvm.config;

import dev.stacyvm.file.Secret;
import java.util.Locale;
import java.util.Optional;

/**
 * The section {@code database}.
 *
 * @param path the file, where the driver is SQLite
 * @param dsn how to connect, where it is Postgres; it may hold a password
 */
public record DatabaseSettings(Driver driver, String path, Optional<Secret> dsn) {
    /** The databases there are. */
    public enum Driver {
        SQLITE,
        POSTGRES
    }

    static DatabaseSettings from(Configuration configuration) {
        String name = configuration.text("database.driver").strip().toLowerCase(Locale.ROOT);
        return new DatabaseSettings(
                name.startsWith("postgres") ? Driver.POSTGRES : Driver.SQLITE,
                configuration.text("database.path"),
                configuration.secret("database.dsn"));
    }
}
