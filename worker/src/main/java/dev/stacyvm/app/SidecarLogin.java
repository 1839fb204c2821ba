package dev.stacyvm.app;

import java.nio.file.Path;
import java.util.Optional;

/** By what a sidecar gets its tokens. */
public sealed interface SidecarLogin {
    /** @param file an admin API key, read again for every request */
    record AdminKey(Path file) implements SidecarLogin {}

    /**
     * A key pair of the worker's own.
     *
     * @param keyFile made with mode 0600 if it is absent
     * @param joinTokenFile enrols the key where the issuer does not know it
     */
    record Enrolled(Path keyFile, Optional<Path> joinTokenFile) implements SidecarLogin {}
}
