package dev.stacyvm.probe;

import io.vertx.core.VertxException;

/** An answer no engine gives. It stays inside this package, where it becomes a value. */
final class EngineNonsense extends VertxException {
    private static final long serialVersionUID = 1;

    EngineNonsense(String message) {
        super(message, true);
    }
}
