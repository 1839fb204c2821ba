package dev.stacyvm.token;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * A pair of keys on P-256, kept in one file of mode 0600: the private half as PKCS #8, then the public half, both PEM.
 * The private half never leaves this class. Safe from any thread.
 */
public final class P256Pair {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final byte[] PROBE = "stacyvm".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey privateKey;
    private final P256Key publicKey;

    private P256Pair(PrivateKey privateKey, P256Key publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new pair that is in no file. */
    public static P256Pair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
            var pair = generator.generateKeyPair();
            return new P256Pair(pair.getPrivate(), P256Key.of((ECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JVM has no P-256", absent);
        }
    }

    /**
     * Reads the pair, or makes it first. Blocking; the folder must exist.
     *
     * @throws IOException when the file cannot be used: readable by others, damaged, of another kind; the message names
     *     it, never its content
     */
    public static P256Pair readOrGenerate(Path file, Disk disk) throws IOException {
        if (!Files.exists(file)) {
            P256Pair made = generate();
            new AtomicFile(disk).write(file, made.pem().revealBytes(), FileMode.OWNER_ONLY);
        }
        return read(file);
    }

    /** Reads the pair. Blocking; fails as {@link #readOrGenerate}. */
    public static P256Pair read(Path file) throws IOException {
        String text = SecretFile.readPrivate(file).revealText();
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(Pem.block(text, PRIVATE)));
            ECPublicKey publicKey = (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(Pem.block(text, PUBLIC)));
            P256Pair pair = new P256Pair(privateKey, P256Key.of(publicKey));
            if (privateKey instanceof ECPrivateKey && pair.isPair()) {
                return pair;
            }
        } catch (GeneralSecurityException | IllegalArgumentException invalid) {
            throw new IOException(damaged(file), invalid);
        }
        throw new IOException(damaged(file));
    }

    public P256Key publicKey() {
        return publicKey;
    }

    /** ES256 as JOSE writes it: 64 bytes, R then S. */
    public byte[] sign(byte[] content) {
        return sign("SHA256withECDSAinP1363Format", content);
    }

    /** ECDSA with SHA-256 as DSSE tools write it: ASN.1 DER. */
    public byte[] signDer(byte[] content) {
        return sign("SHA256withECDSA", content);
    }

    private byte[] sign(String algorithm, byte[] content) {
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(privateKey);
            signer.update(content);
            return signer.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the key cannot sign", unusable);
        }
    }

    private boolean isPair() {
        byte[] signature = sign(PROBE);
        return new BigInteger(1, signature).signum() > 0 && publicKey.verifies(PROBE, signature);
    }

    private Secret pem() {
        return Secret.of(Pem.of(PRIVATE, privateKey.getEncoded()) + publicKey.pem());
    }

    private static String damaged(Path file) {
        return file + " is no whole P-256 key pair in PEM; restore it, or remove it and enrol again";
    }
}
