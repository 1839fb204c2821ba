package dev.stacyvm.controlplane;

import java.io.IOException;

/** The store cannot be opened, read or written. The message is one sentence for the operator, naming the file. */
public final class StoreFailure extends IOException {
    private static final long serialVersionUID = 1;

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreFailure(String message) {
        super(message);
    }
}
