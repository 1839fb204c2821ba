package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/admin/revocations}: exactly one of them.
 *
 * @param tokenId the {@code jti} of a token
 * @param workerId whose tokens of before now count no more, and whose enrolment ends
 * @param keyId whose signatures count no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RevocationRequest(
        @Nullable String tokenId,
        @Nullable String workerId,
        @Nullable String keyId) {}
