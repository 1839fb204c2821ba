package dev.stacyvm.bus.kafka;

import dev.stacyvm.file.Secret;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.oauthbearer.JwtRetriever;
import org.apache.kafka.common.security.oauthbearer.JwtRetrieverException;

/**
 * Gives Kafka's login the token that our token source reads, anew for every login. Made by Kafka's client, which calls it
 * on threads of its own, never on an event loop.
 */
public final class TokenSourceRetriever implements JwtRetriever {
    /** The setting that carries the source. It begins as it does so that Kafka keeps logins of two sources apart. */
    static final String SOURCE = "sasl.stacyvm.token.source";

    private static final long LIMIT_SECONDS = 3;

    private TokenSource source = () -> {
        throw new IllegalStateException("not configured");
    };

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
        if (!(settings.get(SOURCE) instanceof TokenSource given)) {
            throw new IllegalArgumentException(SOURCE + " is missing");
        }
        source = given;
    }

    @Override
    public String retrieve() throws JwtRetrieverException {
        TokenReading reading = reading();
        if (reading instanceof TokenReading.Nothing nothing) {
            throw new JwtRetrieverException("there is no token to log in with: " + nothing.why());
        }
        return reading.sendable().map(Secret::revealText).orElseThrow();
    }

    private TokenReading reading() throws JwtRetrieverException {
        try {
            return source.read().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new JwtRetrieverException("the token could not be read within " + LIMIT_SECONDS + " s", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new JwtRetrieverException("interrupted while the token was read", interrupted);
        }
    }
}
