package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/admin/join-tokens}: what the worker that enrols with the token may ever ask for.
 *
 * @param workerId required
 * @param ttl of the join token, a Go duration, {@code 10m} when absent, at most an hour
 * @param audiences {@code worker:control-plane} when absent
 * @param scopes what a worker of ours needs when absent: heartbeat, lease and attestation
 * @param host the key of the host that is certified; the worker id when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JoinTokenRequest(
        @Nullable String workerId,
        @Nullable String ttl,
        @Nullable List<String> audiences,
        @Nullable List<String> scopes,
        @Nullable String host) {}
