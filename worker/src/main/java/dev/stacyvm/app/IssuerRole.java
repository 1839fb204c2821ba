package dev.stacyvm.app;

import dev.stacyvm.issuer.IssuerService;
import dev.stacyvm.issuer.IssuerSettings;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The issuer, with or without the control plane, as a service. */
public final class IssuerRole {
    private IssuerRole() {}

    /** Fails with one sentence when a key is too short, the store is in use, or the port is taken. */
    public static Future<Role> start(Vertx vertx, IssuerRoleSettings settings) {
        Time time = Time.system();
        IssuerSettings service = new IssuerSettings(
                settings.listen(),
                settings.store(),
                settings.adminApiKey(),
                settings.apiKey(),
                settings.version(),
                settings.url(),
                settings.controlPlane());
        return Future.<Void>succeededFuture()
                .compose(now ->
                        IssuerService.start(vertx, service, settings.keys().authority(time), time, routes -> {}))
                .map(issuer -> issuer::stop);
    }
}
