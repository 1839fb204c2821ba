package dev.stacyvm.worker.lease;

/** Where the machine goes on event, and what the driver does next. */
record Step(LeaseState state, Next next) {
    /** What the driver does next. */
    enum Next {
        /** Send the state's request at once. */
        ASK,
        /** Send it when a third of the TTL has gone by. */
        RENEW_IN_TIME,
        /** Send it after one more wait of the backoff. */
        BACK_OFF,
        /** Nothing more, ever. */
        REST
    }
}
