package dev.stacyvm.worker.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The answer to a call that was understood: an error, a result, or neither when it was done and there is nothing to tell. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RpcReply(
        String id,
        String workerId,
        @Nullable String error,
        @Nullable Object result) {}
