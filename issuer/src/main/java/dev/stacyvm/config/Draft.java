package dev.stacyvm.config;

import dev.stacyvm.config.Problem.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings while they are read: later values replace earlier ones. Confined to one thread. */
final class Draft {
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    Draft() {
        KeyTable.all().forEach(key -> put(key, ValueReader.of(key.type(), key.fallback()), Origin.DEFAULT));
    }

    Problems problems() {
        return problems;
    }

    void put(Key key, Value value, Origin origin) {
        settings.put(key.path(), new Setting(key, value, origin));
    }

    /** Reads one text; one that is not of the key's type is told, and what was there before stays. */
    void read(Key key, String text, Origin origin) {
        try {
            put(key, ValueReader.of(key.type(), text), origin);
        } catch (IllegalArgumentException mistyped) {
            problems.error(Kind.TYPE, origin, key.path(), String.valueOf(mistyped.getMessage()));
        }
    }

    /** What has been read so far. */
    Configuration snapshot() {
        return new Configuration(settings);
    }
}
