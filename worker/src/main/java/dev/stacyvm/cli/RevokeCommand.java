package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerAdmin;
import dev.stacyvm.wire.RevocationList;
import dev.stacyvm.wire.RevocationRequest;
import dev.stacyvm.wire.RevocationView;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "revoke",
        description = "Have a token, a worker or a key count no more, at once and durably.",
        footer = {
            "",
            "A worker's enrolment ends, and all its tokens of before are refused; it may join again. An entry leaves when the"
                    + " last token it affects is dead."
        })
final class RevokeCommand implements Callable<Integer> {
    static final class What {
        @Option(names = "--token", paramLabel = "ID", description = "The id (jti) of a token.")
        private @Nullable String token;

        @Option(names = "--worker", paramLabel = "ID", description = "A worker: its enrolment and its tokens.")
        private Converters.@Nullable WorkerId worker;

        @Option(names = "--key", paramLabel = "ID", description = "The id of a signing key, as issuer keys prints it.")
        private @Nullable String key;
    }

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Mixin
    private IssuerOptions issuer;

    private final Terminal terminal;

    RevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        IssuerAdmin admin = issuer.admin(terminal);
        String worker = what.worker == null ? null : what.worker.value();
        RevocationRequest request = new RevocationRequest(what.token, worker, what.key);
        RevocationList done = OneShot.call(vertx -> admin.revoke(vertx, request));
        for (RevocationView entry : done.revocations()) {
            terminal.out()
                    .println("revoked " + entry.kind() + " " + entry.id() + " until " + entry.until() + " epoch "
                            + done.epoch());
        }
        return 0;
    }
}
