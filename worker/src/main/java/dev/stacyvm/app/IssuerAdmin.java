package dev.stacyvm.app;

import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.KeyList;
import dev.stacyvm.wire.KeyWait;
import dev.stacyvm.wire.RevocationList;
import dev.stacyvm.wire.RevocationRequest;
import dev.stacyvm.wire.RotationReply;
import dev.stacyvm.wire.RotationRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running issuer, as its admin calls it. Futures fail with one sentence. */
public record IssuerAdmin(IssuerAccess access) {
    private static final String KEYS = "/api/v1/admin/keys";

    /** Revokes; when the future succeeds, it is in force at the issuer and on its disk. */
    public Future<RevocationList> revoke(Vertx vertx, RevocationRequest request) {
        return send(
                vertx,
                ApiRequest.post(access.url().at("/api/v1/admin/revocations"), access.headers(), request),
                RevocationList.class);
    }

    /** The signing keys, and the followers that must know them. */
    public Future<KeyList> keys(Vertx vertx) {
        return send(vertx, ApiRequest.get(access.url().at(KEYS), access.headers()), KeyList.class);
    }

    /**
     * Rotates to a new key, or the one that is prepared, and waits until it signs. When the caller goes away, the issuer
     * goes on by itself.
     *
     * @param progress told once a second what is waited for
     */
    public Future<RotationReply> rotate(Vertx vertx, boolean emergency, Consumer<KeyWait> progress) {
        return askRotation(vertx, new RotationRequest(null, emergency))
                .compose(first -> untilDone(vertx, first, progress));
    }

    private Future<RotationReply> untilDone(Vertx vertx, RotationReply last, Consumer<KeyWait> progress) {
        KeyWait wait = last.waitingFor();
        if (wait == null) {
            return Future.succeededFuture(last);
        }
        progress.accept(wait);
        return vertx.timer(1, TimeUnit.SECONDS)
                .compose(later -> askRotation(vertx, new RotationRequest(last.keyId(), false)))
                .compose(next -> untilDone(vertx, next, progress));
    }

    private Future<RotationReply> askRotation(Vertx vertx, RotationRequest request) {
        return send(
                vertx,
                ApiRequest.post(access.url().at(KEYS + "/rotate"), access.headers(), request),
                RotationReply.class);
    }

    private <T> Future<T> send(Vertx vertx, ApiRequest request, Class<T> type) {
        ApiClient client = ApiClient.create(vertx, access.tls());
        return client.send(request).compose(answer -> read(answer, type)).eventually(client::close);
    }

    private <T> Future<T> read(ApiAnswer answer, Class<T> type) {
        if (!answer.succeeded()) {
            String hint = answer.status() == 401 || answer.status() == 403 ? "; check the admin API key" : "";
            return Future.failedFuture(new OperatorError(access.url() + " answered " + answer.problem() + hint));
        }
        try {
            return Future.succeededFuture(answer.body(type));
        } catch (InvalidJson notOurs) {
            return Future.failedFuture(new OperatorError(
                    access.url() + " answered with something else than expected; check the URL", notOurs));
        }
    }
}
