package dev.stacyvm.lint;

import dev.stacyvm.file.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes a secret weak. */
final class SecretRule {
    private static final int LEAST_BYTES = 32;

    private SecretRule() {}

    /** Why the secret is weak, in a word or two that do not show it; empty when it is good. */
    static Optional<String> weakness(Optional<Secret> secret) {
        return secret.map(SecretRule::weakness).orElse(Optional.of("missing"));
    }

    static Optional<String> weakness(Secret secret) {
        String text = secret.revealText().toLowerCase(Locale.ROOT);
        if (Stream.of("change-me", "changeme", "replace-me").anyMatch(text::contains)) {
            return Optional.of("a placeholder");
        }
        return secret.length() < LEAST_BYTES
                ? Optional.of("too short: " + secret.length() + " of at least " + LEAST_BYTES + " bytes")
                : Optional.empty();
    }
}
