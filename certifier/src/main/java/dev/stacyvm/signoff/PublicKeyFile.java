package dev.stacyvm.signoff;

import dev.stacyvm.file.BoundedRead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public half of an ES256 key, from PEM as {@code openssl ec -pubout} writes it. */
public final class PublicKeyFile {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int P256_BITS = 256;
    private static final int RAW_SIGNATURE = 64;
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private final PublicKey key;

    private PublicKeyFile(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads the file. Blocking.
     *
     * @throws IOException when it is not one public key on the curve P-256; the message is for an operator
     */
    public static PublicKeyFile read(Path file) throws IOException {
        Matcher pem = PEM.matcher(new String(BoundedRead.of(file, MAX_BYTES), StandardCharsets.US_ASCII));
        try {
            if (pem.matches()) {
                byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
                PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
                if (((ECPublicKey) key).getParams().getOrder().bitLength() == P256_BITS) {
                    return new PublicKeyFile(key);
                }
            }
        } catch (GeneralSecurityException malformed) {
            throw new IOException(file + " is not a public key: " + malformed.getMessage(), malformed);
        }
        throw new IOException(file + " is not one public key on the curve P-256, in PEM");
    }

    boolean hasSigned(DsseEnvelope envelope) {
        boolean raw = envelope.signature().length() == RAW_SIGNATURE;
        try {
            Signature verifier = Signature.getInstance(raw ? "SHA256withECDSAinP1363Format" : "SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(envelope.preAuthentication());
            return verifier.verify(envelope.signature().getBytes());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
