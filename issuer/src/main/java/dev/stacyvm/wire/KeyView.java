package dev.stacyvm.wire;

import java.util.List;

/**
 * A signing key, without its private half.
 *
 * @param keyId RFC 7638 thumbprint
 * @param state {@code prepared}, {@code active}, {@code retired} or {@code removed}
 * @param since RFC 3339: when it came into that state
 * @param holders workers with a living token of it, that this process knows of; at most a thousand
 */
public record KeyView(String keyId, String state, String since, List<String> holders) {
    public KeyView {
        holders = List.copyOf(holders);
    }
}
