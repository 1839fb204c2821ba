package dev.stacyvm.cli;

import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.app.Publishing;
import java.util.Optional;

/** Says where a result was published, or why it was not. */
final class PublishNote {
    private PublishNote() {}

    static void tell(Terminal terminal, Optional<Publishing> publishing, CertifyRole.Outcome outcome) {
        outcome.published().unattested().ifPresent(why -> terminal.warn("the result is not attested: " + why));
        Optional<String> queued = outcome.published().queued();
        if (outcome.unpublished().isPresent()) {
            terminal.warn(
                    "the result is not published: " + outcome.unpublished().get());
        } else if (queued.isPresent() && publishing.isPresent()) {
            terminal.warn("the result is queued in " + publishing.get().state()
                    + " and is sent by the next certification, worker or recorder there with --kafka-bootstrap: "
                    + queued.get());
        } else {
            publishing.ifPresent(bus -> terminal.err().println("published to " + bus.state()));
        }
    }
}
