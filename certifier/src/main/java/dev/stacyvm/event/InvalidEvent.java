package dev.stacyvm.event;

/** Something that is not an event of ours. The message is a clause for an operator and shows nothing unprintable. */
public final class InvalidEvent extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    InvalidEvent(String reason) {
        super(reason);
        this.reason = reason;
    }

    InvalidEvent(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
