package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.TrustSource;
import dev.stacyvm.http.BaseUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The issuer whose word a recorder follows, and what opens its trust feed. */
final class RecorderIssuerOptions {
    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "Follow this issuer's trust feed: attestation keys and revocations.")
    private @Nullable BaseUrl issuer;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "File with an API key of the issuer that opens the feed.")
    private @Nullable String apiKeyFile;

    @Option(
            names = "--worker-token-file",
            paramLabel = "FILE",
            description =
                    "A worker's rotating token that opens the feed; what this recorder forwards is attested with it.")
    private @Nullable String tokenFile;

    @Mixin
    private AuthorityOption authority;

    boolean isNamed() {
        return issuer != null;
    }

    /** The feed of the command line, if any. */
    Optional<TrustSource.Feed> feed(Terminal terminal) {
        if (issuer == null) {
            if (apiKeyFile != null || tokenFile != null) {
                throw new UsageError("--api-key-file and --worker-token-file open a trust feed; add --issuer URL");
            }
            return Optional.empty();
        }
        return Optional.of(new TrustSource.Feed(issuer, authority.tls(terminal), login(terminal)));
    }

    private TrustSource.Login login(Terminal terminal) {
        if (apiKeyFile != null) {
            return new TrustSource.Login.ApiKey(new SecretOptions(terminal).fromFile(apiKeyFile));
        }
        if (tokenFile != null) {
            return new TrustSource.Login.WorkerToken(terminal.resolve(tokenFile));
        }
        throw new UsageError("the trust feed of --issuer is opened by --api-key-file or --worker-token-file");
    }

    /** What attests the events that this recorder forwards, where a worker's token is named. */
    Optional<AttestAccess> attesting(Terminal terminal) {
        return issuer == null || tokenFile == null
                ? Optional.empty()
                : Optional.of(new AttestAccess(
                        issuer, authority.tls(terminal), terminal.resolve(tokenFile), Optional.empty()));
    }
}
