package dev.stacyvm.key;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SecureRequest;
import io.jsonwebtoken.security.SignatureException;
import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** ES256 as the library's builder asks for it: of the two signatures that hold, the one that our verifiers take. */
final class Es256Signing implements SecureDigestAlgorithm<PrivateKey, PublicKey> {
    static final Es256Signing INSTANCE = new Es256Signing();

    private Es256Signing() {}

    @Override
    public String getId() {
        return Jwts.SIG.ES256.getId();
    }

    @Override
    public byte[] digest(SecureRequest<InputStream, PrivateKey> request) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(request.getKey());
            signature.update(request.getPayload().readAllBytes());
            return LowS.canonical(signature.sign());
        } catch (GeneralSecurityException refused) {
            throw new SignatureException("this JVM does not sign with the key", refused);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public boolean verify(VerifySecureDigestRequest<PublicKey> request) {
        return Jwts.SIG.ES256.verify(request);
    }
}
