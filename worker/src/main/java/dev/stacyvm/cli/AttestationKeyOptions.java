package dev.stacyvm.cli;

import dev.stacyvm.app.AttestationKeyFiles;
import dev.stacyvm.token.P256Key;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The keys whose attestations count. */
final class AttestationKeyOptions implements CommandPart {
    private final Argument.Sure<List<String>> files = Argument.options(
            "--attestation-key-file",
            "FILE",
            "A public attestation key of the issuer, PEM; repeatable, for keys that signed in the past.");

    @Override
    public void addTo(CommandSpec command) {
        files.addTo(command);
    }

    /** Fails with one sentence when one cannot be used. */
    List<P256Key> keys(Terminal terminal) {
        return AttestationKeyFiles.keys(
                files.get().stream().map(terminal::resolve).toList());
    }
}
