package dev.stacyvm.check;

import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.Ids;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which identity to certify.
 *
 * @param ttl as the program takes it, such as {@code 5m}
 * @param keyFile the key that signs; empty for one made for the run
 * @param oldKeyFile the key that signed before the last rotation; empty for one made for the run
 */
public record IdentitySettings(
        String workerId,
        String audience,
        String ttl,
        String tokenId,
        Optional<Path> keyFile,
        Optional<Path> oldKeyFile) {
    static final String KEY_FILE = "STACYVM_WORKER_SIGNING_KEY_FILE";
    static final String OLD_KEY_FILE = "STACYVM_OLD_WORKER_SIGNING_KEY_FILE";

    public IdentitySettings {
        Ids.require("worker id", workerId);
        Ids.require("token id", tokenId);
    }

    /**
     * What the environment of the certification script says, with its defaults.
     *
     * @throws IllegalArgumentException when the worker id or the token id is not of the form of ids
     */
    public static IdentitySettings of(String workerId, Map<String, String> environment) {
        return new IdentitySettings(
                workerId,
                text(environment, "STACYVM_WORKER_IDENTITY_AUDIENCE").orElse(Audience.CONTROL_PLANE.claim()),
                text(environment, "STACYVM_WORKER_IDENTITY_TTL").orElse("5m"),
                text(environment, "STACYVM_WORKER_IDENTITY_TOKEN_ID").orElse("certification-token-id"),
                text(environment, KEY_FILE).map(Path::of).map(Path::toAbsolutePath),
                text(environment, OLD_KEY_FILE).map(Path::of).map(Path::toAbsolutePath));
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
