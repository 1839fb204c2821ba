package dev.stacyvm.worker.client;

import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.token.UnverifiedToken;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** A token source that remembers what it answered last, for health and metrics. Safe from any thread. */
public final class ObservedTokens implements TokenSource {
    private final TokenSource source;
    private volatile TokenReading last = new TokenReading.Nothing("no token was asked for yet");

    public ObservedTokens(TokenSource source) {
        this.source = source;
    }

    @Override
    public Future<TokenReading> read() {
        return source.read().onSuccess(this::note);
    }

    /** What a request would get now, learnt between requests. */
    public void note(TokenReading reading) {
        last = reading;
    }

    public TokenState state() {
        return TokenState.of(last);
    }

    /** When the token that would be sent ends; empty when there is none, or it does not say. */
    public Optional<Instant> expiresAt() {
        return last.sendable()
                .flatMap(token -> UnverifiedToken.inspect(token.revealText()))
                .flatMap(token -> token.claims().expiresAt());
    }
}
