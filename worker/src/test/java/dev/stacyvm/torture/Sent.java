package dev.stacyvm.torture;

/** One request as the control plane saw it. */
record Sent(String token, Kind kind) {
    /** What its token was at the moment it arrived. */
    enum Kind {
        GOOD,
        /** Refused, and it was what the file held: nobody could have sent better. */
        REFUSED_WITH_REASON,
        /** Refused, though the file held another, good token. */
        STALE,
        EMPTY,
        /** Whole, but expired, not valid yet, or another worker's. */
        FOREIGN,
        TORN
    }

    /** Whether it must not have been sent at all. */
    boolean isRubbish() {
        return kind == Kind.EMPTY || kind == Kind.FOREIGN || kind == Kind.TORN;
    }
}
