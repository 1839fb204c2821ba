package dev.stacyvm.app;

import dev.stacyvm.signoff.PublicKeyFile;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.AttestationVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Public attestation keys of an issuer, from files that may hold several. */
public final class AttestationKeyFiles {
    private AttestationKeyFiles() {}

    /** A verifier of what any of these keys signed; empty when none is named. As {@link #keys}. */
    public static Optional<AttestationVerifier> read(List<Path> files) {
        List<P256Key> keys = keys(files);
        return keys.isEmpty() ? Optional.empty() : Optional.of(new AttestationVerifier(keys));
    }

    /**
     * The keys of all files. Blocking.
     *
     * @throws OperatorError when a file cannot be read or holds anything but P-256 public keys in PEM
     */
    public static List<P256Key> keys(List<Path> files) {
        List<P256Key> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.addAll(PublicKeyFile.read(file));
            } catch (IOException noKey) {
                throw new OperatorError(
                        "the attestation key: " + noKey.getMessage() + "; name an attestation-*.pub.pem of the issuer",
                        noKey);
            }
        }
        return keys;
    }
}
