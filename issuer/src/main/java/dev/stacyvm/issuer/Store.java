package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.token.P256Pair;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** All that the service keeps in its folder, open. */
record Store(Path folder, ControlPlane plane, StoreSession session, P256Pair attestationKey) {
    /** Opens the rest beside the plane, which holds the folder's lock; closes the plane when that fails. */
    static Future<Store> open(Vertx vertx, IssuerSettings settings, ControlPlane plane) {
        Path folder = settings.store();
        return StoreSession.open(vertx, folder)
                .compose(session -> session.onWriter(() -> AttestationKeys.open(folder))
                        .map(key -> new Store(folder, plane, session, key))
                        .recover(failure -> session.close().transform(closed -> Future.failedFuture(failure))))
                .recover(failure -> plane.close().transform(closed -> Future.failedFuture(failure)));
    }

    /** In reverse order of opening; the lock goes last. */
    Future<Void> close() {
        return session.close().eventually(plane::close);
    }
}
