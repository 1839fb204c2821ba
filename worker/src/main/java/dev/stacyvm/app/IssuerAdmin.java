package dev.stacyvm.app;

import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.RevocationList;
import dev.stacyvm.wire.RevocationRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A running issuer, as its admin calls it. Futures fail with one sentence. */
public record IssuerAdmin(IssuerAccess access) {
    /** Revokes; when the future succeeds, it is in force at the issuer and on its disk. */
    public Future<RevocationList> revoke(Vertx vertx, RevocationRequest request) {
        return send(
                vertx,
                ApiRequest.post(access.url().at("/api/v1/admin/revocations"), access.headers(), request),
                RevocationList.class);
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
