package dev.stacyvm.config;

import dev.stacyvm.file.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of a key, one record for each {@link KeyType}. Secrets are hidden from the moment they are read. */
sealed interface Value {
    record Text(String text) implements Value {}

    record Hidden(Secret secret) implements Value {}

    record Whole(int number) implements Value {}

    record Flag(boolean on) implements Value {}

    record Span(Duration duration) implements Value {}

    record Texts(List<String> items) implements Value {
        public Texts {
            items = List.copyOf(items);
        }
    }

    record Secrets(List<Secret> items) implements Value {
        public Secrets {
            items = List.copyOf(items);
        }
    }

    record TextMap(Map<String, String> entries) implements Value {
        public TextMap {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    record SecretMap(Map<String, Secret> entries) implements Value {
        public SecretMap {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }
}
