package dev.stacyvm.config;

import dev.stacyvm.wire.Printable;

/**
 * Where a value came from, as an operator finds it.
 *
 * @param place {@code stacyvm.yaml:12}, {@code environment variable STACYVM_AUTH_API_KEY}, the secret's file, or
 *     {@code default}
 */
public record Origin(String place) {
    static final Origin DEFAULT = new Origin("default");
    private static final int SHOWN = 200;

    /** Whether nobody wrote the value. */
    public boolean isDefault() {
        return equals(DEFAULT);
    }

    static Origin file(String file) {
        return new Origin(Printable.of(file, SHOWN));
    }

    /** @param line counted from 1 */
    static Origin line(String file, int line) {
        return new Origin(Printable.of(file, SHOWN) + ":" + line);
    }

    static Origin variable(String name) {
        return new Origin("environment variable " + Printable.of(name, SHOWN));
    }

    @Override
    public String toString() {
        return place;
    }
}
