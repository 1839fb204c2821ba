package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerAdmin;
import dev.stacyvm.wire.RevocationList;
import dev.stacyvm.wire.RevocationRequest;
import dev.stacyvm.wire.RevocationView;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class RevokeCommand implements Callable<Integer> {
    private final Argument<String> token = Argument.option("--token", "ID", "The id (jti) of a token.");
    private final Argument<Converters.WorkerId> worker =
            Argument.option(Converters.WorkerId::of, "--worker", "ID", "A worker: its enrolment and its tokens.");
    private final Argument<String> key =
            Argument.option("--key", "ID", "The id of a signing key, as issuer keys prints it.");
    private final IssuerOptions issuer = new IssuerOptions();

    private final Terminal terminal;

    RevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.withFooter(
                CommandLines.command(
                        "revoke",
                        "Have a token, a worker or a key count no more, at once and durably.",
                        this,
                        ArgumentGroup.exactlyOneOf(token, worker, key),
                        issuer),
                "A worker's enrolment ends, and all its tokens of before are refused; it may join again. An entry leaves"
                        + " when the last token it affects is dead.");
    }

    @Override
    public Integer call() {
        IssuerAdmin admin = issuer.admin(terminal);
        RevocationRequest request = new RevocationRequest(
                token.given().orElse(null),
                worker.given().map(Converters.WorkerId::value).orElse(null),
                key.given().orElse(null));
        RevocationList done = OneShot.call(vertx -> admin.revoke(vertx, request));
        for (RevocationView entry : done.revocations()) {
            terminal.out()
                    .println("revoked " + entry.kind() + " " + entry.id() + " until " + entry.until() + " epoch "
                            + done.epoch());
        }
        return 0;
    }
}
