package dev.stacyvm.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code acquire} and {@code renew}.
 *
 * @param ttl a Go duration above zero
 */
public record LeaseRequest(@Nullable String ttl) {}
