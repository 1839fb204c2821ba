package dev.stacyvm.wire;

/**
 * The contract's error object.
 *
 * @param code an {@link ErrorCode}'s name, or what another program sent in its place
 * @param message one sentence, safe to show
 */
public record ErrorBody(String code, String message) {}
