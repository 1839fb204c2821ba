package dev.stacyvm.app;

import io.vertx.core.Future;

/** A part of the product that runs until it is stopped. */
@FunctionalInterface
public interface Role {
    /** Stops it, in the reverse order of its start; may be called more than once. Ends within a few seconds. */
    Future<Void> stop();
}
