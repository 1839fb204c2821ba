package dev.stacyvm.cli;

/** A command line that parses as words but not as a request: contradictory or out of bounds. Exit code 2. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageError(String message) {
        super(message);
    }
}
