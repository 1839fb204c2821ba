package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.Routes;
import dev.stacyvm.issuer.DiscoveryRoutes;
import dev.stacyvm.issuer.IssuerService;
import dev.stacyvm.issuer.IssuerSettings;
import dev.stacyvm.issuer.TokenAuthority;
import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.Minter;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.KeyedVerifier;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.WorkerV1Verifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The issuer and control plane as a service. */
public final class IssuerRole {
    private IssuerRole() {}

    /** Fails with one sentence when a key is too short, the store is in use, or the port is taken. */
    public static Future<Role> start(Vertx vertx, IssuerRoleSettings settings) {
        IssuerSettings service = new IssuerSettings(
                settings.listen(),
                settings.store(),
                settings.adminApiKey(),
                settings.apiKey(),
                settings.version(),
                settings.url());
        return Future.<Void>succeededFuture()
                .compose(now -> IssuerService.start(
                        vertx, service, authority(settings), Time.system(), routes -> publish(settings, routes)))
                .map(issuer -> issuer::stop);
    }

    private static TokenAuthority authority(IssuerRoleSettings settings) {
        Time time = Time.system();
        Set<String> revoked = Set.copyOf(settings.revokedTokenIds());
        List<Secret> keys = Stream.concat(Stream.of(settings.signingKey()), settings.verificationKeys().stream())
                .toList();
        Minter shared = WorkerV1Minter.forService(SharedKey.of(settings.signingKey()), time);
        Minter minter = settings.tokenKey()
                .<Minter>map(key -> new JwtMinter(issuer(settings), () -> key, time))
                .orElse(shared);
        TokenVerifier verifier = new KeyedVerifier(
                JwtVerifier.of(publicKeys(settings), issuer(settings), time),
                Optional.of(WorkerV1Verifier.strict(SharedKey.list(keys), revoked, time)),
                new Revocations(revoked, Map.of(), Set.of()));
        return new TokenAuthority(minter, verifier);
    }

    private static void publish(IssuerRoleSettings settings, Routes routes) {
        if (settings.tokenKey().isPresent()) {
            new DiscoveryRoutes(issuer(settings), publicKeys(settings)).addTo(routes);
        }
    }

    private static List<JwtKey> publicKeys(IssuerRoleSettings settings) {
        return settings.tokenKey().map(SigningKey::publicHalf).stream().toList();
    }

    private static String issuer(IssuerRoleSettings settings) {
        return settings.url()
                .map(BaseUrl::toString)
                .orElseGet(() -> settings.listen().url());
    }
}
