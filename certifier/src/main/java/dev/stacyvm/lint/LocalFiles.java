package dev.stacyvm.lint;

import dev.stacyvm.file.BoundedRead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The files of this machine. */
final class LocalFiles implements FileFacts {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    @Override
    public Fact of(String path) {
        try {
            Path file = Path.of(path.strip());
            byte[] content = BoundedRead.of(file, MAX_BYTES);
            boolean open = Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
            return new Fact(true, open, firstEnd(content));
        } catch (IOException | InvalidPathException unreadable) {
            return Fact.ABSENT;
        }
    }

    private static Optional<Instant> firstEnd(byte[] content) {
        if (!new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
            return Optional.empty();
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content))
                    .stream()
                    .map(certificate ->
                            ((X509Certificate) certificate).getNotAfter().toInstant())
                    .min(Comparator.naturalOrder());
        } catch (CertificateException malformed) {
            return Optional.empty();
        }
    }
}
