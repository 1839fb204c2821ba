package dev.stacyvm.worker.rpc;

import dev.stacyvm.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param error one sentence, where the status tells of one
 */
record RpcOutcome(
        int status, @Nullable String error, @Nullable Object result) {
    static RpcOutcome done() {
        return new RpcOutcome(200, null, null);
    }

    static RpcOutcome of(Object result) {
        return new RpcOutcome(200, null, result);
    }

    static RpcOutcome refused(int status, String error) {
        return new RpcOutcome(status, error, null);
    }

    Reply reply(RpcRequest call) {
        return Reply.json(status, new RpcReply(call.id(), call.workerId(), error, result));
    }
}
