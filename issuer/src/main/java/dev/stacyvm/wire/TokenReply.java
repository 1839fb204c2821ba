package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A minted token as the issuer answers.
 *
 * @param token the secret; keep it out of logs
 * @param tokenId the {@code jti}; a StacyVM control plane leaves it out
 * @param expiresAt RFC 3339
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenReply(String token, @Nullable String tokenId, String workerId, String expiresAt) {
    @Override
    public String toString() {
        return "TokenReply[workerId=" + workerId + ", expiresAt=" + expiresAt + "]";
    }
}
