package dev.stacyvm.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;

/** Whether PEM files can be used, found out before they are: a handshake that fails tells only the peer. */
final class PemCheck {
    private static final byte[] PROBE = {1};

    private PemCheck() {}

    static void authorities(Path file, Buffer content) throws IOException {
        certificates(file, content);
    }

    static void identity(Vertx vertx, PemPair files, PemIdentity identity) throws IOException {
        X509Certificate own =
                certificates(files.certificate(), identity.certificate()).get(0);
        PrivateKey key = privateKey(vertx, files, identity, own.getPublicKey());
        try {
            if (!isPair(own.getPublicKey(), key)) {
                throw new IOException(files.key() + " is not the key of the certificate in " + files.certificate());
            }
            own.checkValidity();
        } catch (CertificateException outOfTime) {
            throw new IOException(
                    files.certificate() + " is not valid now: " + outOfTime.getMessage() + "; renew it", outOfTime);
        } catch (GeneralSecurityException unusable) {
            throw new IOException(files.key() + " holds a key of a kind that is not supported here", unusable);
        }
    }

    private static List<X509Certificate> certificates(Path file, Buffer content) throws IOException {
        try {
            List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content.getBytes()))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!all.isEmpty()) {
                return all;
            }
        } catch (CertificateException malformed) {
            throw new IOException(file + " holds no readable PEM certificate", malformed);
        }
        throw new IOException(file + " holds no PEM certificate");
    }

    /** Read by the library that will use it, so that what passes here is what it can read. */
    private static PrivateKey privateKey(Vertx vertx, PemPair files, PemIdentity identity, PublicKey expected)
            throws IOException {
        X509KeyManager keys = keyManager(vertx, files, identity);
        String[] names = keys.getServerAliases(expected.getAlgorithm(), null);
        PrivateKey key = names == null || names.length == 0 ? null : keys.getPrivateKey(names[0]);
        if (key == null) {
            throw new IOException(files.key() + " is not the key of the certificate in " + files.certificate());
        }
        return key;
    }

    private static X509KeyManager keyManager(Vertx vertx, PemPair files, PemIdentity identity) throws IOException {
        try {
            return Stream.of(identity.options().getKeyManagerFactory(vertx).getKeyManagers())
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (Exception malformed) { // the library declares no less
            throw new IOException(
                    files.key() + " holds no PEM private key that can be used; it must be unencrypted", malformed);
        }
    }

    private static boolean isPair(PublicKey open, PrivateKey hidden) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (open.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> open.getAlgorithm();
                });
        signature.initSign(hidden);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(PROBE);
        return signature.verify(signed);
    }
}
