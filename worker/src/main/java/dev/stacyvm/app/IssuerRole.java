package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import dev.stacyvm.issuer.IssuerService;
import dev.stacyvm.issuer.IssuerSettings;
import dev.stacyvm.issuer.TokenAuthority;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.WorkerV1Verifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
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
                .compose(now -> IssuerService.start(vertx, service, authority(settings), Time.system(), routes -> {}))
                .map(issuer -> issuer::stop);
    }

    private static TokenAuthority authority(IssuerRoleSettings settings) {
        Time time = Time.system();
        Set<String> revoked = Set.copyOf(settings.revokedTokenIds());
        List<Secret> keys = Stream.concat(Stream.of(settings.signingKey()), settings.verificationKeys().stream())
                .toList();
        return new TokenAuthority(
                WorkerV1Minter.forService(SharedKey.of(settings.signingKey()), time),
                WorkerV1Verifier.strict(SharedKey.list(keys), revoked, time),
                settings.tokenKey(),
                revoked);
    }
}
