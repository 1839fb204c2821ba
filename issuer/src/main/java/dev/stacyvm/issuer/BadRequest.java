package dev.stacyvm.issuer;

/** The caller sent something that cannot be meant. The message is told to the caller. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    private final String told;

    BadRequest(String told) {
        super(told);
        this.told = told;
    }

    String told() {
        return told;
    }
}
