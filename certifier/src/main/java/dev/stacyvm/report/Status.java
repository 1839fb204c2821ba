package dev.stacyvm.report;

/** The outcome of a check. A run as a whole is {@link #PASS} or {@link #FAIL}. */
public enum Status {
    PASS,
    WARN,
    FAIL,
    /** Optional, or after a required failure of the same runtime: it did not run and says nothing. */
    SKIP
}
