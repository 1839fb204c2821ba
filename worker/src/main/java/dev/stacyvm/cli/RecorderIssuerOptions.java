package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.TrustSource;
import dev.stacyvm.http.BaseUrl;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The issuer whose word a recorder follows, and what opens its trust feed. */
final class RecorderIssuerOptions implements CommandPart {
    private final Argument<BaseUrl> issuer = Argument.option(
            BaseUrl::parse, "--issuer", "URL", "Follow this issuer's trust feed: attestation keys and revocations.");
    private final Argument<String> apiKeyFile =
            Argument.option("--api-key-file", "FILE", "File with an API key of the issuer that opens the feed.");
    private final Argument<String> tokenFile = Argument.option(
            "--worker-token-file",
            "FILE",
            "A worker's rotating token that opens the feed; what this recorder forwards is attested with it.");
    private final AuthorityOption authority = new AuthorityOption();

    @Override
    public void addTo(CommandSpec command) {
        issuer.addTo(command);
        apiKeyFile.addTo(command);
        tokenFile.addTo(command);
        authority.addTo(command);
    }

    boolean isNamed() {
        return issuer.given().isPresent();
    }

    /** The feed of the command line, if any. */
    Optional<TrustSource.Feed> feed(Terminal terminal) {
        if (issuer.given().isEmpty()) {
            if (apiKeyFile.given().isPresent() || tokenFile.given().isPresent()) {
                throw new UsageError("--api-key-file and --worker-token-file open a trust feed; add --issuer URL");
            }
            return Optional.empty();
        }
        return issuer.given().map(url -> new TrustSource.Feed(url, authority.tls(terminal), login(terminal)));
    }

    private TrustSource.Login login(Terminal terminal) {
        Optional<TrustSource.Login> apiKey =
                apiKeyFile.given().map(new SecretOptions(terminal)::fromFile).map(TrustSource.Login.ApiKey::new);
        return apiKey.or(() -> tokenFile.given().map(terminal::resolve).map(TrustSource.Login.WorkerToken::new))
                .orElseThrow(() -> new UsageError(
                        "the trust feed of --issuer is opened by --api-key-file or --worker-token-file"));
    }

    /** What attests the events that this recorder forwards, where a worker's token is named. */
    Optional<AttestAccess> attesting(Terminal terminal) {
        return issuer.given()
                .flatMap(url -> tokenFile
                        .given()
                        .map(terminal::resolve)
                        .map(token -> new AttestAccess(url, authority.tls(terminal), token, Optional.empty())));
    }
}
