package dev.stacyvm.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads configurations for tests. */
final class Loads {
    private Loads() {}

    static LoadResult yaml(String yaml) {
        return bytes(yaml.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static LoadResult yaml(String yaml, Map<String, String> environment) {
        return bytes(yaml.getBytes(StandardCharsets.UTF_8), environment);
    }

    static LoadResult bytes(byte[] yaml, Map<String, String> environment) {
        return new ConfigurationLoader(environment, Path.of("")).load("stacyvm.yaml", yaml);
    }

    static Configuration good(String yaml) {
        return good(yaml, Map.of());
    }

    static Configuration good(String yaml, Map<String, String> environment) {
        LoadResult result = yaml(yaml, environment);
        if (result instanceof LoadResult.Loaded loaded) {
            return loaded.configuration();
        }
        throw new AssertionError("not loaded: " + result);
    }

    /** What an operator is told is wrong, in order. */
    static List<String> problems(LoadResult result) {
        return result instanceof LoadResult.Invalid invalid
                ? invalid.problems().stream().map(Problem::text).toList()
                : List.of();
    }

    static List<String> warnings(LoadResult result) {
        return result.warnings().stream().map(Problem::text).toList();
    }
}
