package dev.stacyvm.lint;

/** How strict lint is. */
public enum Mode {
    /** Everything found is a warning, except what keeps the configuration from loading as written. */
    NORMAL,
    /** What makes a production fleet unsafe fails. */
    PRODUCTION
}
