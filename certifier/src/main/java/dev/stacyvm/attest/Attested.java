package dev.stacyvm.attest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of having a report attested. */
public sealed interface Attested {
    /** @param envelope a DSSE envelope around the issuer's statement; its signature was not looked at */
    record Given(ObjectNode envelope) implements Attested {}

    /**
     * Asking again later may help.
     *
     * @param why a clause for an operator
     */
    record NotNow(String why) implements Attested {}

    /**
     * No number of tries will help.
     *
     * @param why a clause for an operator
     */
    record Never(String why) implements Attested {}
}
