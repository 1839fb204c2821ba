package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/admin/worker-tokens} (contract, section 3.6).
 *
 * @param workerId required
 * @param ttl a Go duration, {@code 5m} when absent, at most 15 minutes
 * @param scopes words beginning {@code worker:}; absent or empty grants all
 * @param audience {@code worker:control-plane} when absent
 * @param format not of the contract: {@code jwt} or {@code worker-v1}; when absent, what the issuer mints of itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenRequest(
        @Nullable String workerId,
        @Nullable String ttl,
        @Nullable List<String> scopes,
        @Nullable String audience,
        @Nullable String format) {
    /** As every issuer of a fleet understands it. */
    public TokenRequest(
            @Nullable String workerId, @Nullable String ttl, @Nullable List<String> scopes, @Nullable String audience) {
        this(workerId, ttl, scopes, audience, null);
    }
}
