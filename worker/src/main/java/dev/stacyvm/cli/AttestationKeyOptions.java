package dev.stacyvm.cli;

import dev.stacyvm.app.AttestationKeyFiles;
import dev.stacyvm.trust.AttestationVerifier;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The keys whose attestations count. */
final class AttestationKeyOptions {
    @Option(
            names = "--attestation-key-file",
            paramLabel = "FILE",
            description = "A public attestation key of the issuer, PEM; repeatable, for keys that signed in the past.")
    private List<String> files = List.of();

    /** Empty when none is named. Fails with one sentence when one cannot be used. */
    Optional<AttestationVerifier> verifier(Terminal terminal) {
        return AttestationKeyFiles.read(files.stream().map(terminal::resolve).toList());
    }
}
