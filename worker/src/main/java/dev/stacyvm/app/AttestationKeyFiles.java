package dev.stacyvm.app;

import dev.stacyvm.signoff.PublicKeyFile;
import dev.stacyvm.token.P256Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Public attestation keys of an issuer, from files that may hold several. */
public final class AttestationKeyFiles {
    private AttestationKeyFiles() {}

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
