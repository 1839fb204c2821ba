package dev.stacyvm.cli;

import dev.stacyvm.app.CertifyRole;
import java.nio.file.Path;
import java.util.Optional;

/** Says where a result was published, or why it was not. */
final class PublishNote {
    private PublishNote() {}

    static void tell(Terminal terminal, Optional<Path> folder, CertifyRole.Outcome outcome) {
        if (outcome.unpublished().isPresent()) {
            terminal.warn(
                    "the result is not published: " + outcome.unpublished().get());
        } else {
            folder.ifPresent(state -> terminal.err().println("published to " + state));
        }
    }
}
