package dev.stacyvm.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/** Certificates made on the spot, P-256, good for localhost and 127.0.0.1 (RFC 5280, by hand: the JDK has no maker). */
public final class TestCertificate {
    private static final byte[] ECDSA_SHA256 = bytes("300a06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = bytes("0603550403");

    private final String name;
    private final KeyPair keys;
    private final byte[] certificate;

    private TestCertificate(String name, KeyPair keys, byte[] certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** An authority that signed itself. */
    public static TestCertificate authority(String name) {
        KeyPair keys = newKeys();
        return new TestCertificate(
                name, keys, issue(name, keys, name, keys, Instant.now().plusSeconds(3600)));
    }

    /** A certificate signed by this one. */
    public TestCertificate issue(String subject) {
        return issue(subject, Instant.now().plusSeconds(3600));
    }

    public TestCertificate issue(String subject, Instant end) {
        KeyPair own = newKeys();
        return new TestCertificate(subject, own, issue(subject, own, name, keys, end));
    }

    /** Writes {@code NAME.crt} and {@code NAME.key}, the key for its owner alone. */
    public PemPair write(Path folder, String file) {
        PemPair pair = new PemPair(folder.resolve(file + ".crt"), folder.resolve(file + ".key"));
        writePem(pair.certificate(), "CERTIFICATE", certificate, "rw-r--r--");
        writePem(pair.key(), "PRIVATE KEY", keys.getPrivate().getEncoded(), "rw-------");
        return pair;
    }

    private static void writePem(Path file, String type, byte[] content, String mode) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] issue(String subject, KeyPair own, String issuer, KeyPair signer, Instant end) {
        byte[] validity = der(0x30, time(Instant.now().minusSeconds(86400)), time(end));
        byte[] alternatives =
                der(0x30, bytes("0603551d11"), der(0x04, der(0x30, der(0x82, ascii("localhost")), der(0x87, new byte[] {
                    127, 0, 0, 1
                }))));
        byte[] mayIssue = der(0x30, bytes("0603551d130101ff"), der(0x04, der(0x30, bytes("0101ff"))));
        byte[] body = der(
                0x30,
                bytes("a003020102"),
                der(0x02, new byte[] {1, (byte) (System.nanoTime() >> 8), (byte) System.nanoTime()}),
                ECDSA_SHA256,
                named(issuer),
                validity,
                named(subject),
                own.getPublic().getEncoded(),
                der(0xa3, subject.equals(issuer) ? der(0x30, mayIssue) : der(0x30, alternatives)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer.getPrivate());
            signature.update(body);
            return der(0x30, body, ECDSA_SHA256, der(0x03, new byte[] {0}, signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] named(String commonName) {
        return der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, ascii(commonName)))));
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return der(0x17, ascii(text));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (length >= 128) {
            all.write(length < 256 ? 0x81 : 0x82);
        }
        if (length >= 256) {
            all.write(length >> 8);
        }
        all.write(length);
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
