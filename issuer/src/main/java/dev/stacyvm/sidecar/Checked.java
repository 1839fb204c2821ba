package dev.stacyvm.sidecar;

/** What fetching or reading a token led to. */
sealed interface Checked {
    /** A token that may stand in the file. */
    record Good(CheckedToken token) implements Checked {}

    /**
     * No such token.
     *
     * @param why one clause for an operator, without content
     */
    record Bad(String why) implements Checked {}
}
