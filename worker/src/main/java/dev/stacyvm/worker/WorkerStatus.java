package dev.stacyvm.worker;

import java.util.Locale;

/** What a worker says it does. */
public enum WorkerStatus {
    /** Takes work. */
    ONLINE,
    /** Ends; takes no more. */
    DRAINING;

    /** As it travels. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
