package dev.stacyvm.config;

import dev.stacyvm.wire.Printable;

/**
 * One thing that is wrong with the configuration, in one sentence that holds no secret.
 *
 * @param key the path of the key it is about, or empty
 * @param sentence what is wrong and what to do
 */
public record Problem(Kind kind, Origin origin, String key, String sentence) {
    /** What sort of problem it is. */
    public enum Kind {
        /** The file cannot be read, or is not the YAML we take. */
        FILE,
        UNKNOWN_KEY,
        UNKNOWN_VARIABLE,
        /** The value is not of the key's type. */
        TYPE,
        /** The value is of the type but breaks a rule. */
        RULE
    }

    private static final int SHOWN = 600;

    public Problem {
        sentence = Printable.of(sentence, SHOWN);
    }

    /** For a person: where, which key, what, and what to do. */
    public String text() {
        return origin.place() + ": " + (key.isEmpty() ? "" : key + ": ") + sentence;
    }

    @Override
    public String toString() {
        return text();
    }
}
