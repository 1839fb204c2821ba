package dev.stacyvm.doctor;

import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.wire.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The worker's token file as it was found, read once for all rows.
 *
 * @param named whether the operator named it
 * @param secret what it holds; empty when it cannot be read
 * @param problem why not, for an operator
 */
record HeldToken(Path file, boolean named, Optional<Secret> secret, String problem) {
    /** Blocking. */
    static HeldToken of(DoctorSettings settings) {
        Path file = settings.tokenFile().orElse(settings.usualTokenFile());
        boolean named = settings.tokenFile().isPresent();
        try {
            return new HeldToken(file, named, Optional.of(SecretFile.read(file)), "");
        } catch (IOException unreadable) {
            return new HeldToken(file, named, Optional.empty(), String.valueOf(unreadable.getMessage()));
        }
    }

    /** What it says of itself, where it is a signed token. */
    Optional<UnverifiedToken> token() {
        return secret.flatMap(text -> UnverifiedToken.inspect(text.revealText()));
    }

    /** The worker it says it is for. */
    Optional<String> workerId() {
        return token().flatMap(token -> token.claims().workerId()).filter(Ids::isValid);
    }
}
