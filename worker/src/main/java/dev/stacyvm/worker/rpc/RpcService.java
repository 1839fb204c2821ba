package dev.stacyvm.worker.rpc;

import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one endpoint of the worker RPC. In this order a call must: prove its caller, be a call, be for this worker, be
 * complete, and be in the caller's scope. Answers have the contract's two shapes: the error object for what is wrong
 * with the transport, the RPC response for what is wrong with the call.
 */
final class RpcService implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(RpcService.class);
    private static final int MAX_SHOWN = 40;

    private final String workerId;
    private final RpcGate gate;
    private final RpcMethods methods;
    private final RpcCounters counters;

    RpcService(String workerId, RpcGate gate, RpcMethods methods, RpcCounters counters) {
        this.workerId = workerId;
        this.gate = gate;
        this.methods = methods;
        this.counters = counters;
    }

    @Override
    public Future<Reply> answer(Exchange exchange) {
        Optional<RpcGate.Caller> caller = gate.admit(exchange);
        if (caller.isEmpty()) {
            return transport(401, ErrorCode.UNAUTHORIZED, "invalid or missing worker RPC credentials");
        }
        Optional<RpcRequest> read = RpcRequest.read(exchange.body());
        if (read.isEmpty()) {
            return transport(400, ErrorCode.BAD_REQUEST, "invalid worker RPC request");
        }
        RpcRequest call = read.get();
        if (!call.workerId().equals(workerId)) {
            return transport(403, ErrorCode.UNAUTHORIZED, "worker RPC request targets a different worker");
        }
        return called(call, caller.get(), exchange);
    }

    private Future<Reply> called(RpcRequest call, RpcGate.Caller caller, Exchange exchange) {
        Optional<RpcMethod> method = RpcMethod.of(call.method());
        Optional<String> flaw = flaw(call, method);
        if (flaw.isPresent()) {
            counters.count("none", 400);
            return Future.succeededFuture(RpcOutcome.refused(400, flaw.get()).reply(call));
        }
        RpcMethod known = method.orElseThrow();
        if (!caller.scopes().contains(known.scope())) {
            return transport(403, ErrorCode.FORBIDDEN, "required authorization scope missing");
        }
        return methods.dispatch(known, call).map(outcome -> {
            counters.count(known.word(), outcome.status());
            LOG.debug(
                    "rpc {} by {} status={} request_id={}",
                    known.word(),
                    Printable.of(caller.name(), MAX_SHOWN),
                    outcome.status(),
                    exchange.requestId());
            return outcome.reply(call);
        });
    }

    private static Optional<String> flaw(RpcRequest call, Optional<RpcMethod> method) {
        if (call.id().isBlank()) {
            return Optional.of("invalid worker message: id is required");
        }
        if (method.isEmpty()) {
            return Optional.of("unknown worker method: " + Printable.of(call.method(), MAX_SHOWN));
        }
        if (method.get().needsLease() && call.lease().isEmpty()) {
            return Optional.of("invalid worker message: lease is required for "
                    + method.get().shortWord());
        }
        return method.get().needsParams() && call.params().isEmpty()
                ? Optional.of("invalid worker message: params are required")
                : Optional.empty();
    }

    private Future<Reply> transport(int status, ErrorCode code, String message) {
        counters.count("none", status);
        return Future.succeededFuture(Reply.error(status, code, message));
    }
}
