package dev.stacyvm.doctor;

import dev.stacyvm.config.RpcTlsSettings;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A further row on the worker's certificate: that it is made out to a name its callers use. */
final class TlsRows {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final List<Integer> NAMES = List.of(2, 7);

    private final RpcTlsSettings tls;
    private final Path folder;
    private final String hostname;
    private final Rows rows;

    TlsRows(RpcTlsSettings tls, Path folder, String hostname, Rows rows) {
        this.tls = tls;
        this.folder = folder;
        this.hostname = hostname;
        this.rows = rows;
    }

    void add() {
        if (!tls.enabled() || tls.server().certFile().isBlank()) {
            return;
        }
        String wanted = (tls.serverName().isBlank() ? hostname : tls.serverName()).toLowerCase(Locale.ROOT);
        try {
            List<String> names = names(folder.resolve(tls.server().certFile().strip()));
            rows.advise(
                    "worker.rpc_tls.server_cert.names",
                    names.stream().anyMatch(name -> matches(name, wanted)),
                    String.join(", ", names),
                    new Fault(
                            "it is made out to " + (names.isEmpty() ? "no name" : String.join(", ", names))
                                    + ", not to " + wanted,
                            "issue it for " + wanted + ", or set worker.rpc_tls.server_name"));
        } catch (IOException | CertificateException unreadable) {
            rows.warn(
                    "worker.rpc_tls.server_cert.names",
                    new Fault(tls.server().certFile() + " holds no certificate to read", "name a PEM certificate"));
        }
    }

    private static boolean matches(String name, String wanted) {
        return name.startsWith("*.")
                ? wanted.indexOf('.') > 0
                        && wanted.substring(wanted.indexOf('.')).equals(name.substring(1))
                : name.equals(wanted);
    }

    private static List<String> names(Path file) throws IOException, CertificateException {
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(BoundedRead.of(file, MAX_BYTES)));
        return Optional.ofNullable(((X509Certificate) certificate).getSubjectAlternativeNames()).stream()
                .flatMap(Collection::stream)
                .filter(name -> NAMES.contains(name.get(0)))
                .flatMap(name -> Stream.of(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT)))
                .toList();
    }
}
