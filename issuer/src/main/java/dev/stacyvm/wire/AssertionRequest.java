package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/worker/{id}/token}.
 *
 * @param assertion a JWT signed with the enrolled key (RFC 7523)
 * @param audience one, or the control plane's and Kafka's together; the first that was granted when absent
 * @param format {@code jwt} or {@code worker-v1}; when absent, what the issuer mints of itself
 * @param ttl a Go duration, {@code 5m} when absent, at most 15 minutes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssertionRequest(
        @Nullable String assertion,
        @Nullable List<String> audience,
        @Nullable String format,
        @Nullable String ttl) {
    @Override
    public String toString() {
        return "AssertionRequest[audience=" + audience + ", format=" + format + ", ttl=" + ttl + "]";
    }
}
