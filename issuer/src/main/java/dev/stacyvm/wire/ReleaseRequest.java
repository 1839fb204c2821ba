package dev.stacyvm.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code release}.
 *
 * @param generation the generation that is given back; absent, whatever the worker holds
 */
public record ReleaseRequest(@Nullable Long generation) {}
