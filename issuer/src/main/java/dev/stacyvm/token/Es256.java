package dev.stacyvm.token;

import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SecureRequest;
import io.jsonwebtoken.security.SecurityException;
import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * ES256 as the library's parser asks for it, by {@link P256Key}: with the JDK's own form of JOSE signatures, and the key
 * looked at once rather than for every token, which costs the library's algorithm up to a tenth. It signs nothing.
 */
final class Es256 implements SecureDigestAlgorithm<PrivateKey, PublicKey> {
    private final P256Key key;

    /** The only key it verifies with, whichever a request names. */
    Es256(P256Key key) {
        this.key = key;
    }

    @Override
    public String getId() {
        return JwtAlgorithm.ES256.header();
    }

    @Override
    public byte[] digest(SecureRequest<InputStream, PrivateKey> request) throws SecurityException {
        throw new SecurityException("a verifier signs nothing");
    }

    @Override
    public boolean verify(VerifySecureDigestRequest<PublicKey> request) {
        try {
            return key.verifies(request.getPayload().readAllBytes(), request.getDigest());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
