package dev.stacyvm.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/worker/{id}/enroll}.
 *
 * @param jwk a public key on P-256 (RFC 7517)
 */
public record EnrolRequest(@Nullable ObjectNode jwk) {}
