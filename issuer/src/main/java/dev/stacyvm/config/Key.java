package dev.stacyvm.config;

import java.util.Locale;

/**
 * A declared key.
 *
 * @param path its names from the root, lower case, joined by dots
 * @param fallback the default as an operator would write it; items of a list are separated by commas
 */
public record Key(String path, KeyType type, String fallback) {

    /** The first name of the path. */
    public String section() {
        return path.substring(0, path.indexOf('.'));
    }

    /** The environment variable that sets it, such as {@code STACYVM_AUTH_API_KEY}. */
    public String variable() {
        return variableOf(path);
    }

    static String variableOf(String path) {
        return "STACYVM_" + path.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
