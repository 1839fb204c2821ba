package dev.stacyvm.issuer;

import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Scope;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.VerifiedToken;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call a worker route: a token for the control plane, of the worker named in {@code X-Worker-ID} and in the path,
 * with the route's scope (contract, section 2). API keys do not open these routes. Every bad credential is answered alike;
 * the reason is logged.
 */
final class WorkerGate {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerGate.class);
    private static final int MAX_SHOWN = 128;

    private final TokenVerifier verifier;

    WorkerGate(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** The route behind the gate. Refused in this order: credentials, scope, blank ids, another worker's path. */
    Endpoint open(Scope scope, Handler handler) {
        return exchange -> {
            Optional<VerifiedToken> token = authenticate(exchange);
            if (token.isEmpty()) {
                return refuse(401, ErrorCode.UNAUTHORIZED, "invalid or missing worker credentials");
            }
            if (!token.get().allows(scope)) {
                return refuse(403, ErrorCode.FORBIDDEN, "required authorization scope missing");
            }
            String named = exchange.path(PathIds.WORKER);
            if (!named.isBlank() && !named.equals(token.get().workerId())) {
                return refuse(403, ErrorCode.UNAUTHORIZED, "worker credential does not match requested worker");
            }
            return handler.asEndpoint().answer(exchange);
        };
    }

    /** The worker whose token for the control plane the request carries, if it carries one; needs no other header. */
    Optional<String> bearer(Exchange exchange) {
        String direct = exchange.header("X-Worker-Token");
        String token = direct.isEmpty() ? Bearer.of(exchange) : direct;
        return !token.isEmpty() && verifier.verify(token, Audience.CONTROL_PLANE) instanceof Verdict.Accepted accepted
                ? Optional.of(accepted.token().workerId())
                : Optional.empty();
    }

    private Optional<VerifiedToken> authenticate(Exchange exchange) {
        String workerId = exchange.header("X-Worker-ID");
        String direct = exchange.header("X-Worker-Token");
        String token = direct.isEmpty() ? Bearer.of(exchange) : direct;
        if (workerId.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        Verdict verdict = verifier.verify(token, Audience.CONTROL_PLANE);
        if (verdict instanceof Verdict.Accepted accepted
                && accepted.token().workerId().equals(workerId)) {
            return Optional.of(accepted.token());
        }
        LOG.warn(
                "worker credentials refused worker_id={} error={} addr={} request_id={}",
                Printable.of(workerId, MAX_SHOWN),
                verdict instanceof Verdict.Rejected rejected ? rejected.reason() : "SUBJECT_IS_ANOTHER_WORKER",
                exchange.remoteAddress(),
                exchange.requestId());
        return Optional.empty();
    }

    private static Future<Reply> refuse(int status, ErrorCode code, String message) {
        return Future.succeededFuture(Reply.error(status, code, message));
    }
}
