package dev.stacyvm.config;

import java.util.List;

/** What loading the configuration ended with. */
public sealed interface LoadResult {
    /** Things that do not stop anything but that the operator should know; lint fails on unknown keys among them. */
    List<Problem> warnings();

    /** It is whole and keeps every rule. */
    record Loaded(Configuration configuration, List<Problem> warnings) implements LoadResult {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It cannot be used.
     *
     * @param problems every one of them, never empty
     */
    record Invalid(List<Problem> problems, List<Problem> warnings) implements LoadResult {
        public Invalid {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
