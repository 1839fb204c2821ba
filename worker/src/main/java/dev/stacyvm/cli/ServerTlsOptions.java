package dev.stacyvm.cli;

import dev.stacyvm.http.PemPair;
import dev.stacyvm.http.ServerTls;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The certificate a service shows, and whose clients it takes. The files are read again every second. */
final class ServerTlsOptions {
    @Option(
            names = "--tls-cert-file",
            paramLabel = "FILE",
            description = "PEM file with the certificate to serve https with, and its chain (default: http).")
    private @Nullable String certFile;

    @Option(
            names = "--tls-key-file",
            paramLabel = "FILE",
            description = "PEM file with that certificate's key, mode 0600.")
    private @Nullable String keyFile;

    @Option(
            names = "--tls-client-ca-file",
            paramLabel = "FILE",
            description = "PEM file with the authorities of clients: only clients with their certificates are served.")
    private @Nullable String clientCaFile;

    ServerTls server(Terminal terminal) {
        if ((certFile == null) != (keyFile == null)) {
            throw new UsageError("--tls-cert-file and --tls-key-file go together; name both");
        }
        if (certFile == null || keyFile == null) {
            if (clientCaFile != null) {
                throw new UsageError("--tls-client-ca-file needs --tls-cert-file and --tls-key-file");
            }
            return ServerTls.off();
        }
        return new ServerTls.On(
                new PemPair(terminal.resolve(certFile), terminal.resolve(keyFile)),
                Optional.ofNullable(clientCaFile).map(terminal::resolve));
    }
}
