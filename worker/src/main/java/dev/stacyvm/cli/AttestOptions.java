package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.http.BaseUrl;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Who attests this host's results, and with which token it is asked. */
final class AttestOptions implements CommandPart {
    private final Argument<BaseUrl> issuer = Argument.option(
            BaseUrl::parse, "--issuer", "URL", "Have results attested by this issuer, where this host is enrolled.");
    private final Argument<String> tokenFile = Argument.option(
            "--worker-token-file",
            "FILE",
            "The worker's rotating token, with the scope certify:attest, to ask the issuer with.");
    private final Argument<Converters.WorkerId> workerId = Argument.option(
            Converters.WorkerId::of,
            "--worker-id",
            "ID",
            "What this host is enrolled as (default: what the token says).");
    private final AuthorityOption authority = new AuthorityOption();

    @Override
    public void addTo(CommandSpec command) {
        issuer.addTo(command);
        tokenFile.addTo(command);
        workerId.addTo(command);
        authority.addTo(command);
    }

    /** The issuer of the command line, if any. */
    Optional<AttestAccess> access(Terminal terminal) {
        if (issuer.given().isEmpty()
                && tokenFile.given().isEmpty()
                && workerId.given().isEmpty()) {
            return Optional.empty();
        }
        if (issuer.given().isEmpty() || tokenFile.given().isEmpty()) {
            throw new UsageError("an attestation needs both --issuer URL and --worker-token-file FILE");
        }
        return Optional.of(new AttestAccess(
                issuer.given().get(),
                authority.tls(terminal),
                terminal.resolve(tokenFile.given().get()),
                workerId.given().map(Converters.WorkerId::value)));
    }
}
