package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import java.nio.file.Path;
import java.time.Duration;

/** Where a worker's token comes from; exactly one, chosen by the precedence of the contract, section 5.2. */
public sealed interface Credential {
    /** A file that somebody rotates; read again for every request. */
    record TokenFile(Path file) implements Credential {}

    /** A token minted by the control plane for every request, with an admin key. */
    record Bootstrap(Secret adminApiKey, Duration ttl) implements Credential {}

    /** One token for the life of the process. */
    record Static(Secret token) implements Credential {}

    /** A token minted here for every request. */
    record SelfMint(Secret signingKey) implements Credential {}
}
