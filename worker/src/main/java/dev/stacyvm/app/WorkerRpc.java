package dev.stacyvm.app;

import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.KeyedVerifier;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.WorkerV1Verifier;
import dev.stacyvm.trust.TrustFollower;
import dev.stacyvm.trust.TrustPlan;
import dev.stacyvm.worker.rpc.KeyFile;
import dev.stacyvm.worker.rpc.RpcAccess;
import dev.stacyvm.worker.rpc.RpcListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's listener, with what it verifies its callers by: public keys in a file, or the control plane's trust feed, or
 * for today's StacyVM fleets a shared key.
 */
final class WorkerRpc implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRpc.class);

    private final RpcListener listener;
    private final Role keys;

    private WorkerRpc(RpcListener listener, Role keys) {
        this.listener = listener;
        this.keys = keys;
    }

    /** Fails with one sentence when the address cannot be bound or the file holds no public key. */
    static Future<WorkerRpc> start(Vertx vertx, RpcRoleSettings settings, TrustPlan trust, RpcListener.Behind behind) {
        Optional<WorkerV1Verifier> shared = shared(settings);
        Revocations revoked = new Revocations(settings.revoked(), Map.of(), Set.of());
        if (shared.isPresent() || settings.sharedToken().isPresent()) {
            LOG.warn(
                    "rpc calls are taken from every holder of the shared key or token, as StacyVM does; leave out"
                            + " --compat-shared-key when the control plane has other tokens worker_id={}",
                    behind.workerId());
        }
        if (settings.keysFile().isPresent()) {
            return KeyFile.start(vertx, settings.keysFile().get(), jwt -> new KeyedVerifier(jwt, shared, revoked))
                    .compose(file -> listen(vertx, settings, file, behind, file::stop));
        }
        if (settings.follows()) {
            TrustFollower follower = TrustFollower.start(vertx, trust, Time.system());
            return listen(vertx, settings, follower, behind, follower::stop);
        }
        TokenVerifier none = new KeyedVerifier(JwtVerifier.ofAnyIssuer(List.of(), Time.system()), shared, revoked);
        return listen(vertx, settings, none, behind, Future::succeededFuture);
    }

    /** Where it listens, with the port that was really bound. */
    ListenAddress address() {
        return listener.address();
    }

    @Override
    public Future<Void> stop() {
        return listener.stop().eventually(keys::stop);
    }

    private static Future<WorkerRpc> listen(
            Vertx vertx, RpcRoleSettings settings, TokenVerifier verifier, RpcListener.Behind behind, Role keys) {
        RpcAccess access = new RpcAccess(verifier, settings.sharedToken());
        return RpcListener.start(vertx, settings.listen(), access, behind)
                .map(listener -> new WorkerRpc(listener, keys))
                .recover(failure -> keys.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private static Optional<WorkerV1Verifier> shared(RpcRoleSettings settings) {
        List<SharedKey> keys = SharedKey.list(settings.sharedKeys());
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(WorkerV1Verifier.strict(keys, settings.revoked(), Time.system()));
    }
}
