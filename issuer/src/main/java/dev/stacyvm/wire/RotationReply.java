package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a rotation.
 *
 * @param status {@code done}, or {@code waiting}: the issuer activates the key by itself as soon as it may
 * @param waitingFor absent when done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RotationReply(
        String keyId, String status, @Nullable KeyWait waitingFor) {}
