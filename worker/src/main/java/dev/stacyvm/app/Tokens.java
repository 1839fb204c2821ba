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
import dev.stacyvm.worker.client.IssuedTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * A worker's tokens, whatever the credential.
 *
 * @param watch tells the worker when a good token has arrived; does nothing where the source is never without one
 * @param close ends what the source holds open
 */
record Tokens(TokenSource source, Watch watch, Runnable close) {
    private static final Duration SELF_MINTED = Duration.ofMinutes(5);

    /** Begins to tell {@code arrived}, on the calling event loop. */
    @FunctionalInterface
    interface Watch {
        void begin(Runnable arrived);
    }

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
        return new Tokens(file, arrived -> file.onChange(reading -> whenUsable(reading, arrived)), file::close);
    }

    private static void whenUsable(TokenReading reading, Runnable arrived) {
        if (reading instanceof TokenReading.Fresh) {
            arrived.run();
        }
    }

    private static TokenSource selfMinted(Credential.SelfMint credential, String workerId) {
        Minter minter = new WorkerV1Minter(SharedKey.of(credential.signingKey()), Time.system());
        MintRequest request = MintRequest.forControlPlane(workerId, SELF_MINTED);
        return () -> Future.succeededFuture(
                new TokenReading.Fresh(minter.mint(request).token()));
    }

    private static Tokens always(TokenSource source) {
        return new Tokens(source, arrived -> {}, () -> {});
    }
}
