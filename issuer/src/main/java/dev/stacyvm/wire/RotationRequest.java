package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/admin/keys/rotate}.
 *
 * @param keyId the prepared key that shall sign; absent for whichever is prepared, or a new one
 * @param emergency at once, whoever does not know it yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationRequest(
        @Nullable String keyId, @Nullable Boolean emergency) {}
