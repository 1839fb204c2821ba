package dev.stacyvm.signoff;

import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.token.P256Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The public halves of the keys that attest, in PEM as the issuer and {@code openssl ec -pubout} write it. Blocking. */
public final class PublicKeyFile {
    private static final int MAX_BYTES = 64 * 1024;
    private static final String BEGIN = "-----BEGIN ";

    private PublicKeyFile() {}

    /**
     * Reads every key of the file.
     *
     * @throws IOException when it holds none, or anything but public keys on the curve P-256; the message is for an
     *     operator
     */
    public static List<P256Key> read(Path file) throws IOException {
        String text = new String(BoundedRead.of(file, MAX_BYTES), StandardCharsets.US_ASCII);
        List<P256Key> keys = new ArrayList<>();
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
            Optional<P256Key> key =
                    text.startsWith(BEGIN + "PUBLIC KEY", at) ? P256Key.fromPem(text.substring(at)) : Optional.empty();
            keys.add(key.orElseThrow(() -> none(file)));
        }
        if (keys.isEmpty()) {
            throw none(file);
        }
        return keys;
    }

    private static IOException none(Path file) {
        return new IOException(file + " is not a file of public keys on the curve P-256, in PEM");
    }
}
