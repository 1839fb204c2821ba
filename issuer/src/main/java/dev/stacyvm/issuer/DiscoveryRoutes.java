package dev.stacyvm.issuer;

import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.token.JwtKey;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What any OIDC verifier needs to check our tokens: the public keys (RFC 7517) and where they are (OpenID Connect
 * Discovery). Open without credentials; no symmetric key is ever among them.
 */
final class DiscoveryRoutes {
    private static final String JWKS = "/.well-known/jwks.json";

    private record KeySet(List<Map<String, Object>> keys) {}

    private record Discovery(
            String issuer,
            String jwksUri,
            List<String> responseTypesSupported,
            List<String> subjectTypesSupported,
            List<String> idTokenSigningAlgValuesSupported) {}

    private final String issuer;
    private final Supplier<List<JwtKey>> keys;
    private final Map<String, String> cached;

    /**
     * @param issuer the {@code iss} of every token, an absolute URL without a slash at its end
     * @param keys those that verify now
     * @param cacheMax how long a verifier may keep the answers
     */
    DiscoveryRoutes(String issuer, Supplier<List<JwtKey>> keys, Duration cacheMax) {
        this.issuer = issuer;
        this.keys = keys;
        this.cached = Map.of("Cache-Control", "public, max-age=" + cacheMax.toSeconds());
    }

    void addTo(Routes routes) {
        routes.get(JWKS, exchange -> cached(keySet()));
        routes.get("/.well-known/openid-configuration", exchange -> cached(discovery()));
    }

    private KeySet keySet() {
        return new KeySet(keys.get().stream().map(JwtKey::toJwk).toList());
    }

    private Discovery discovery() {
        return new Discovery(issuer, issuer + JWKS, List.of("token"), List.of("public"), List.of("ES256"));
    }

    private Future<Reply> cached(Object body) {
        return Future.succeededFuture(Reply.ok(body).with(cached));
    }
}
