package dev.stacyvm.controlplane;

import io.vertx.core.VertxException;

/** The plane cannot answer now: too many wait, the store cannot be written, or it is stopping. Try again later. */
public final class PlaneUnavailable extends VertxException {
    private static final long serialVersionUID = 1;

    PlaneUnavailable(String message) {
        super(message, true);
    }

    PlaneUnavailable(StoreFailure cause) {
        super(cause.getMessage(), cause, true);
    }
}
