package dev.stacyvm.app;

/** A failure the operator can mend: the message is one sentence that says what, where, and what to do. */
public final class OperatorError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OperatorError(String message) {
        super(message);
    }

    public OperatorError(String message, Throwable cause) {
        super(message, cause);
    }
}
