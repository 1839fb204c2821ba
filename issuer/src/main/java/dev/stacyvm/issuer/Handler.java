package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.PlaneUnavailable;
import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.InvalidJson;
import io.vertx.core.Future;
import java.util.Map;

/** An endpoint that may refuse its input. */
@FunctionalInterface
interface Handler {
    Future<Reply> answer(Exchange exchange) throws BadRequest, InvalidJson;

    /** The one place where bad input becomes 400 and an unavailable plane 503. */
    default Endpoint asEndpoint() {
        return exchange -> {
            try {
                return answer(exchange).recover(Handler::unavailable);
            } catch (BadRequest refused) {
                return Future.succeededFuture(Reply.error(ErrorCode.BAD_REQUEST, refused.told()));
            } catch (InvalidJson invalid) {
                return Future.succeededFuture(Reply.error(ErrorCode.BAD_REQUEST, "invalid request body"));
            }
        };
    }

    private static Future<Reply> unavailable(Throwable failure) {
        return failure instanceof PlaneUnavailable
                ? Future.succeededFuture(Reply.error(ErrorCode.UNAVAILABLE, "worker store unavailable")
                        .with(Map.of("Retry-After", "1")))
                : Future.failedFuture(failure);
    }
}
