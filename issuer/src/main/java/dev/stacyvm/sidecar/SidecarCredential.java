package dev.stacyvm.sidecar;

import java.nio.file.Path;
import java.util.Optional;

/** By what a sidecar gets its tokens. */
public sealed interface SidecarCredential {
    /**
     * An admin API key, which may mint for any worker: for StacyVM control planes, which know nothing else.
     *
     * @param file read for every request
     */
    record AdminKey(Path file) implements SidecarCredential {}

    /**
     * A key pair of this worker's own, which never leaves the file.
     *
     * @param keyFile made with mode 0600 if it is absent; its folder must exist
     * @param joinTokenFile read when the issuer does not know the key; empty when the key is enrolled already
     */
    record Enrolment(Path keyFile, Optional<Path> joinTokenFile) implements SidecarCredential {}
}
