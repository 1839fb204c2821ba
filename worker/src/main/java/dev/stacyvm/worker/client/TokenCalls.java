package dev.stacyvm.worker.client;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/**
 * Sends requests with the token of this moment. The source is asked for each request; after a 401 once more, and the
 * request is repeated if the token has changed. Without a token nothing is sent.
 */
final class TokenCalls {
    private static final int UNAUTHORIZED = 401;

    private final ApiClient client;
    private final String workerId;
    private final TokenSource tokens;

    TokenCalls(ApiClient client, String workerId, TokenSource tokens) {
        this.client = client;
        this.workerId = workerId;
        this.tokens = tokens;
    }

    /**
     * Sends one request, at most twice.
     *
     * @param request makes it from its headers
     * @return granted with an answer of any status; denied when nothing could be sent or no whole answer came
     */
    Future<Answer<ApiAnswer>> send(Function<Map<String, String>, ApiRequest> request) {
        return Future.<Void>succeededFuture()
                .compose(now -> tokens.read())
                .compose(reading -> begin(request, reading))
                .otherwise(failure -> new Answer.Denied<>(Denial.UNAVAILABLE, String.valueOf(failure.getMessage())));
    }

    private Future<Answer<ApiAnswer>> begin(Function<Map<String, String>, ApiRequest> request, TokenReading reading) {
        if (reading instanceof TokenReading.Nothing nothing) {
            return Future.succeededFuture(new Answer.Denied<>(Denial.NO_TOKEN, nothing.why()));
        }
        Secret token = reading.sendable().orElseThrow();
        return sendWith(request, token)
                .compose(answer -> answer.status() == UNAUTHORIZED
                        ? repeatIfChanged(request, token, answer)
                        : Future.succeededFuture(answer))
                .map(Answer.Granted::new);
    }

    private Future<ApiAnswer> repeatIfChanged(
            Function<Map<String, String>, ApiRequest> request, Secret refused, ApiAnswer refusal) {
        return tokens.read()
                .compose(reading -> reading.sendable()
                        .filter(token -> !token.equals(refused))
                        .map(token -> sendWith(request, token))
                        .orElse(Future.succeededFuture(refusal)));
    }

    private Future<ApiAnswer> sendWith(Function<Map<String, String>, ApiRequest> request, Secret token) {
        return client.send(request.apply(Map.of("X-Worker-ID", workerId, "X-Worker-Token", token.revealText())));
    }
}
