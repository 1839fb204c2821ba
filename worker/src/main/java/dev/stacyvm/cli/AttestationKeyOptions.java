package dev.stacyvm.cli;

import dev.stacyvm.app.AttestationKeyFiles;
import dev.stacyvm.token.P256Key;
import java.util.List;
import picocli.CommandLine.Option;

/** The keys whose attestations count. */
final class AttestationKeyOptions {
    @Option(
            names = "--attestation-key-file",
            paramLabel = "FILE",
            description = "A public attestation key of the issuer, PEM; repeatable, for keys that signed in the past.")
    private List<String> files = List.of();

    /** Fails with one sentence when one cannot be used. */
    List<P256Key> keys(Terminal terminal) {
        return AttestationKeyFiles.keys(files.stream().map(terminal::resolve).toList());
    }
}
