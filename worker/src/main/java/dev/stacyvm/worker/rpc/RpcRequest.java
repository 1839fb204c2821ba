package dev.stacyvm.worker.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.LeaseView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came: read, not yet judged.
 *
 * @param params empty when the member is absent; a null stands for an object without members
 */
record RpcRequest(
        String id, String method, String workerId, Optional<PresentedLease> lease, Optional<JsonNode> params) {
    /** Every member may be absent. */
    private record Envelope(
            @Nullable String id,
            @Nullable String method,
            @Nullable String workerId,
            @Nullable LeaseView lease,
            @Nullable JsonNode params) {}

    /** Empty when the bytes are no such call: no JSON, too deep, members twice or of another type. */
    static Optional<RpcRequest> read(byte[] body) {
        try {
            ObjectNode whole = Json.readObject(body);
            Envelope envelope = Json.convert(whole, Envelope.class);
            LeaseView shown = envelope.lease();
            Optional<PresentedLease> lease = shown == null ? Optional.empty() : PresentedLease.of(shown);
            if (shown != null && lease.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new RpcRequest(
                    text(envelope.id()),
                    text(envelope.method()),
                    text(envelope.workerId()),
                    lease,
                    params(whole.get("params"))));
        } catch (InvalidJson malformed) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> params(@Nullable JsonNode params) {
        return Optional.ofNullable(params).map(given -> given.isNull() ? Json.object() : given);
    }

    private static String text(@Nullable String member) {
        return member == null ? "" : member;
    }
}
