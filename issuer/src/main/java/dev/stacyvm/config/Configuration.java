package dev.stacyvm.config;

import dev.stacyvm.file.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The effective configuration, immutable. Code takes the typed sections; lint takes single values by path. A path that
 * is not declared, or is of another type, is a bug and fails with {@link IllegalArgumentException}.
 */
public final class Configuration {
    private final Map<String, Setting> settings;

    Configuration(Map<String, Setting> settings) {
        this.settings = Map.copyOf(settings);
    }

    /** What holds with no file and no environment. */
    public static Configuration defaults() {
        return new Draft().snapshot();
    }

    public ServerSettings server() {
        return ServerSettings.from(this);
    }

    public WorkerSettings worker() {
        return WorkerSettings.from(this);
    }

    public AuthSettings auth() {
        return AuthSettings.from(this);
    }

    public DatabaseSettings database() {
        return DatabaseSettings.from(this);
    }

    public LoggingSettings logging() {
        return LoggingSettings.from(this);
    }

    public ProviderSettings providers() {
        return ProviderSettings.from(this);
    }

    public IssuerSettings issuer() {
        return IssuerSettings.from(this);
    }

    public EventsSettings events() {
        return EventsSettings.from(this);
    }

    public CertifySettings certify() {
        return CertifySettings.from(this);
    }

    /** The value of a {@link KeyType#TEXT} key as written. */
    public String text(String path) {
        return value(path, Value.Text.class).text();
    }

    public int number(String path) {
        return value(path, Value.Whole.class).number();
    }

    public boolean flag(String path) {
        return value(path, Value.Flag.class).on();
    }

    public Duration duration(String path) {
        return value(path, Value.Span.class).duration();
    }

    public List<String> list(String path) {
        return value(path, Value.Texts.class).items();
    }

    public Map<String, String> map(String path) {
        return value(path, Value.TextMap.class).entries();
    }

    /** The secret, absent when it is blank. It is not trimmed, except where it came from a file. */
    public Optional<Secret> secret(String path) {
        return Optional.of(value(path, Value.Hidden.class).secret()).filter(secret -> !isBlank(secret));
    }

    /** The items as written, blank ones too. */
    public List<Secret> secrets(String path) {
        return value(path, Value.Secrets.class).items();
    }

    /** The entries as written, in order; names keep their case. */
    public Map<String, Secret> secretMap(String path) {
        return value(path, Value.SecretMap.class).entries();
    }

    /** Where the value of the key came from. */
    public Origin origin(String path) {
        return setting(path).origin();
    }

    /** Whether file or environment say anything of the key. */
    public boolean isSet(String path) {
        return !origin(path).equals(Origin.DEFAULT);
    }

    static boolean isBlank(Secret secret) {
        return secret.revealText().isBlank();
    }

    private <V extends Value> V value(String path, Class<V> type) {
        Value value = setting(path).value();
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(path + " is not a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    private Setting setting(String path) {
        Setting setting = settings.get(path);
        if (setting == null) {
            throw new IllegalArgumentException(path + " is not a declared key");
        }
        return setting;
    }
}
