package dev.stacyvm.worker.rpc;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Scope;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.VerifiedToken;
import dev.stacyvm.wire.Printable;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call: a bearer of a token with the audience {@code worker:rpc} that names this worker. Callers are told nothing
 * of why they were refused; the log is.
 */
final class RpcGate {
    private static final Logger LOG = LoggerFactory.getLogger(RpcGate.class);
    private static final String SCHEME = "Bearer ";
    private static final int MAX_SHOWN = 128;

    /**
     * Somebody who may call.
     *
     * @param name the token's {@code sub}
     */
    record Caller(String name, Set<Scope> scopes) {}

    private final String workerId;
    private final RpcAccess access;

    RpcGate(String workerId, RpcAccess access) {
        this.workerId = workerId;
        this.access = access;
    }

    /** The caller, or nobody. */
    Optional<Caller> admit(Exchange exchange) {
        String named = exchange.header("X-Worker-ID");
        String token = token(exchange);
        if (named.isEmpty() || token.isEmpty()) {
            return Optional.empty();
        }
        if (!named.equals(workerId)) {
            return refuse(exchange, "THE_CALL_NAMES_ANOTHER_WORKER");
        }
        if (access.sharedToken().filter(shared -> shared.matches(token)).isPresent()) {
            return Optional.of(new Caller("shared token", Scope.all()));
        }
        Verdict verdict = access.verifier().verify(token, Audience.RPC);
        if (verdict instanceof Verdict.Rejected rejected) {
            return refuse(exchange, rejected.reason().name());
        }
        VerifiedToken verified = ((Verdict.Accepted) verdict).token();
        return verified.workerId().equals(workerId)
                ? Optional.of(new Caller(verified.caller(), verified.scopes()))
                : refuse(exchange, "THE_TOKEN_IS_FOR_ANOTHER_WORKER");
    }

    private static String token(Exchange exchange) {
        String direct = exchange.header("X-Worker-Token");
        String bearer = exchange.header("Authorization");
        if (!direct.isEmpty() || !bearer.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return direct;
        }
        return bearer.substring(SCHEME.length()).strip();
    }

    private static Optional<Caller> refuse(Exchange exchange, String why) {
        LOG.warn(
                "rpc credentials refused worker_id={} error={} addr={} request_id={}",
                Printable.of(exchange.header("X-Worker-ID"), MAX_SHOWN),
                why,
                exchange.remoteAddress(),
                exchange.requestId());
        return Optional.empty();
    }
}
