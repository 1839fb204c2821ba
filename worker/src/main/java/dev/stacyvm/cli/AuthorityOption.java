package dev.stacyvm.cli;

import dev.stacyvm.http.ClientTls;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Whose word is taken for the certificate of the service that is called. */
final class AuthorityOption implements CommandPart {
    private final Argument<String> caFile = Argument.option(
            "--ca-file", "FILE", "PEM file with the authorities of an https service (default: those of the JVM).");

    @Override
    public void addTo(CommandSpec command) {
        caFile.addTo(command);
    }

    /** Fails with one sentence when a file is named that is not there. */
    ClientTls tls(Terminal terminal) {
        return ClientTls.trusting(existing(terminal));
    }

    private Optional<Path> existing(Terminal terminal) {
        return caFile.given().map(file -> PemPaths.existing(terminal, file));
    }
}
