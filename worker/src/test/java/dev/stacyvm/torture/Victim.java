package dev.stacyvm.torture;

import java.io.IOException;

/** Somebody who sends the token of a file, request after request, one at a time. */
interface Victim {
    /** Begins, or begins anew after a stop or an end of its own. */
    void start() throws IOException;

    boolean isAlive();

    /** Ends it; it sends nothing more. */
    void stop();
}
