package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.http.BaseUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who attests this host's results, and with which token it is asked. */
final class AttestOptions {
    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "Have results attested by this issuer, where this host is enrolled.")
    private @Nullable BaseUrl issuer;

    @Option(
            names = "--worker-token-file",
            paramLabel = "FILE",
            description = "The worker's rotating token, with the scope certify:attest, to ask the issuer with.")
    private @Nullable String tokenFile;

    @Option(
            names = "--worker-id",
            paramLabel = "ID",
            description = "What this host is enrolled as (default: what the token says).")
    private Converters.@Nullable WorkerId workerId;

    @Mixin
    private AuthorityOption authority;

    /** The issuer of the command line, if any. */
    Optional<AttestAccess> access(Terminal terminal) {
        if (issuer == null && tokenFile == null && workerId == null) {
            return Optional.empty();
        }
        if (issuer == null || tokenFile == null) {
            throw new UsageError("an attestation needs both --issuer URL and --worker-token-file FILE");
        }
        return Optional.of(new AttestAccess(
                issuer,
                authority.tls(terminal),
                terminal.resolve(tokenFile),
                Optional.ofNullable(workerId).map(Converters.WorkerId::value)));
    }
}
