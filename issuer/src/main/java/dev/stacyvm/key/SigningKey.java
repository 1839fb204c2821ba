package dev.stacyvm.key;

import dev.stacyvm.token.JwtKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A P-256 key that signs tokens, both halves. It never prints its private half. */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";
    private static final byte[] PROBE = {1, 2, 3};

    private final JwtKey publicHalf;
    private final PrivateKey privateHalf;

    private SigningKey(JwtKey publicHalf, PrivateKey privateHalf) {
        this.publicHalf = publicHalf;
        this.privateHalf = privateHalf;
    }

    public static SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(JwtKey.of(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JVM makes no P-256 keys", absent);
        }
    }

    /**
     * Puts the halves together again.
     *
     * @param pem PKCS #8, as {@link #pem()} writes it
     * @throws IllegalArgumentException when it is no such key, or not the other half
     */
    public static SigningKey of(JwtKey publicHalf, String pem) {
        try {
            byte[] der = Base64.getMimeDecoder()
                    .decode(pem.strip().replace(BEGIN.strip(), "").replace(END.strip(), ""));
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            SigningKey whole = new SigningKey(publicHalf, key);
            if (whole.belongTogether()) {
                return whole;
            }
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException("it is no P-256 private key in PEM (PKCS #8)", malformed);
        }
        throw new IllegalArgumentException("it is not the private half of the key " + publicHalf.id());
    }

    public String id() {
        return publicHalf.id();
    }

    public JwtKey publicHalf() {
        return publicHalf;
    }

    PrivateKey privateKey() {
        return privateHalf;
    }

    /** The private half as PKCS #8 in PEM: a secret. */
    String pem() {
        return BEGIN + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateHalf.getEncoded()) + END;
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }

    private boolean belongTogether() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(privateHalf);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(publicHalf.publicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }
}
