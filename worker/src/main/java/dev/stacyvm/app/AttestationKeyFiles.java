package dev.stacyvm.app;

import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.token.P256Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Public attestation keys of an issuer, from files. */
public final class AttestationKeyFiles {
    private static final int MAX_BYTES = 16 * 1024;

    private AttestationKeyFiles() {}

    /**
     * The keys of these files. Blocking.
     *
     * @throws OperatorError when a file cannot be read or holds no P-256 public key in PEM
     */
    public static List<P256Key> read(List<Path> files) {
        List<P256Key> keys = new ArrayList<>();
        for (Path file : files) {
            keys.add(key(file));
        }
        return keys;
    }

    private static P256Key key(Path file) {
        try {
            String pem = new String(BoundedRead.of(file, MAX_BYTES), StandardCharsets.US_ASCII);
            return P256Key.fromPem(pem)
                    .orElseThrow(() -> new OperatorError(file + " holds no public key on the curve P-256 in PEM; name"
                            + " an attestation-*.pub.pem of the issuer"));
        } catch (IOException failure) {
            throw new OperatorError(
                    "the attestation key " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
