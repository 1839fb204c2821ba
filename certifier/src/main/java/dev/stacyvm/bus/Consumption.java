package dev.stacyvm.bus;

import io.vertx.core.Future;

/** A consumer at work. */
@FunctionalInterface
public interface Consumption {
    /**
     * Ends it. The future is done when nothing is in the air: the handler has finished its batch, the position it
     * earned is stored, and the handler will not be called again. May be called twice.
     */
    Future<Void> close();
}
