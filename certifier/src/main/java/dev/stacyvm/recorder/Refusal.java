package dev.stacyvm.recorder;

/** Why an event gets no artifact: a clause for an operator. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Refusal(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
