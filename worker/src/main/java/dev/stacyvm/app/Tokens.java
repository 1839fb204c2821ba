package dev.stacyvm.app;

import dev.stacyvm.http.ApiClient;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.Minter;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.token.TokenWatch;
import dev.stacyvm.worker.WorkerTools;
import dev.stacyvm.worker.client.IssuedTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * A worker's tokens, whatever the credential.
 *
 * @param watch tells when a token arrives
 * @param close ends what the source holds open
 */
record Tokens(TokenSource source, TokenWatch watch, Runnable close) {
    private static final Duration SELF_MINTED = Duration.ofMinutes(5);

    static Tokens of(Vertx vertx, WorkerRoleSettings settings, ApiClient client) {
        Credential credential = settings.credential();
        if (credential instanceof Credential.TokenFile file) {
            return fromFile(FileTokenSource.of(vertx, Time.system(), file.file(), settings.id()));
        }
        if (credential instanceof Credential.Bootstrap bootstrap) {
            return always(new IssuedTokens(
                    client, settings.controlPlane(), bootstrap.adminApiKey(), settings.id(), bootstrap.ttl()));
        }
        if (credential instanceof Credential.Static fixed) {
            return always(() -> Future.succeededFuture(new TokenReading.Fresh(fixed.token())));
        }
        return always(selfMinted((Credential.SelfMint) credential, settings.id()));
    }

    private static Tokens fromFile(FileTokenSource file) {
        return new Tokens(file, file, file::close);
    }

    private static TokenSource selfMinted(Credential.SelfMint credential, String workerId) {
        Minter minter = new WorkerV1Minter(SharedKey.of(credential.signingKey()), Time.system());
        MintRequest request = MintRequest.forControlPlane(workerId, SELF_MINTED);
        return () -> Future.succeededFuture(
                new TokenReading.Fresh(minter.mint(request).token()));
    }

    private static Tokens always(TokenSource source) {
        return new Tokens(source, WorkerTools.nothingToWatch(), () -> {});
    }
}
