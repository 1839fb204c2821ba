package dev.stacyvm.worker.client;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.TokenRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/**
 * A token minted by the control plane for every request, with an admin API key (contract, section 5.2). The worker then
 * holds a key that opens everything: a token file is the better way, this one is there for fleets that have no other.
 */
public final class IssuedTokens implements TokenSource {
    private static final String PATH = "/api/v1/admin/worker-tokens";

    private final ApiClient client;
    private final BaseUrl controlPlane;
    private final Secret adminApiKey;
    private final TokenRequest request;

    public IssuedTokens(ApiClient client, BaseUrl controlPlane, Secret adminApiKey, String workerId, Duration ttl) {
        this.client = client;
        this.controlPlane = controlPlane;
        this.adminApiKey = adminApiKey;
        this.request = new TokenRequest(workerId, GoDuration.format(ttl), null, Audience.CONTROL_PLANE.claim());
    }

    @Override
    public Future<TokenReading> read() {
        Map<String, String> headers = Map.of("X-Admin-API-Key", adminApiKey.revealText());
        return client.send(ApiRequest.post(controlPlane.at(PATH), headers, request))
                .map(this::token)
                .otherwise(unreachable -> new TokenReading.Nothing("no token: " + unreachable.getMessage()));
    }

    private TokenReading token(ApiAnswer answer) {
        if (!answer.succeeded()) {
            return new TokenReading.Nothing("no token: " + controlPlane + " answered " + answer.problem());
        }
        try {
            String token = answer.object().text("token").orElse("");
            return token.isBlank() ? nonsense() : new TokenReading.Fresh(Secret.of(token.strip()));
        } catch (InvalidJson garbage) {
            return nonsense();
        }
    }

    private TokenReading nonsense() {
        return new TokenReading.Nothing("no token: " + controlPlane + " is no issuer; check the control plane's URL");
    }
}
