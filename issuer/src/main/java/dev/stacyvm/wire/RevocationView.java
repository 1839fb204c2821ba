package dev.stacyvm.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A revocation in force.
 *
 * @param kind {@code token}, {@code worker} or {@code key}
 * @param before RFC 3339: a worker's tokens issued before it are refused; absent for tokens and keys
 * @param until RFC 3339: when the last token it affects is dead, and the entry leaves
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RevocationView(
        String kind, String id, @Nullable String before, String until) {}
