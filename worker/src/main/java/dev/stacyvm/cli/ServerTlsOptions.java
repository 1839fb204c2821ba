package dev.stacyvm.cli;

import dev.stacyvm.http.PemPair;
import dev.stacyvm.http.ServerTls;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The certificate a service shows, and whose clients it takes. The files are read again every second. */
final class ServerTlsOptions implements CommandPart {
    private final Argument<String> certFile = Argument.option(
            "--tls-cert-file",
            "FILE",
            "PEM file with the certificate to serve https with, and its chain (default: http).");
    private final Argument<String> keyFile =
            Argument.option("--tls-key-file", "FILE", "PEM file with that certificate's key, mode 0600.");
    private final Argument<String> clientCaFile = Argument.option(
            "--tls-client-ca-file",
            "FILE",
            "PEM file with the authorities of clients: only clients with their certificates are served.");

    @Override
    public void addTo(CommandSpec command) {
        certFile.addTo(command);
        keyFile.addTo(command);
        clientCaFile.addTo(command);
    }

    ServerTls server(Terminal terminal) {
        Optional<Path> cert = certFile.given().map(terminal::resolve);
        Optional<Path> key = keyFile.given().map(terminal::resolve);
        if (cert.isEmpty() != key.isEmpty()) {
            throw new UsageError("--tls-cert-file and --tls-key-file go together; name both");
        }
        if (cert.isEmpty() || key.isEmpty()) {
            if (clientCaFile.given().isPresent()) {
                throw new UsageError("--tls-client-ca-file needs --tls-cert-file and --tls-key-file");
            }
            return ServerTls.off();
        }
        return new ServerTls.On(
                new PemPair(cert.get(), key.get()), clientCaFile.given().map(terminal::resolve));
    }
}
