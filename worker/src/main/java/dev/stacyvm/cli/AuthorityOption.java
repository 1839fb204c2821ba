package dev.stacyvm.cli;

import dev.stacyvm.http.ClientTls;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose word is taken for the certificate of the service that is called. */
final class AuthorityOption {
    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file with the authorities of an https service (default: those of the JVM).")
    private @Nullable String caFile;

    /** Fails with one sentence when a file is named that is not there. */
    ClientTls tls(Terminal terminal) {
        return ClientTls.trusting(existing(terminal));
    }

    private Optional<Path> existing(Terminal terminal) {
        return Optional.ofNullable(caFile).map(file -> PemPaths.existing(terminal, file));
    }
}
