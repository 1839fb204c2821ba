package dev.stacyvm.wire;

import java.util.List;

/**
 * A join token as the issuer answers.
 *
 * @param joinToken the secret; keep it out of logs
 * @param tokenId names it in the audit log
 * @param expiresAt RFC 3339
 */
public record JoinTokenReply(
        String joinToken,
        String tokenId,
        String workerId,
        List<String> audiences,
        List<String> scopes,
        String host,
        String expiresAt) {
    @Override
    public String toString() {
        return "JoinTokenReply[workerId=" + workerId + ", tokenId=" + tokenId + "]";
    }
}
