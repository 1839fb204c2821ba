package dev.stacyvm.token;

import java.io.IOException;

/** One token file. A port, so that a test can make it hang or change between two steps. Blocking. */
interface TokenFile {
    /**
     * What tells one state of the file from another without reading it; equal for the same state.
     *
     * @throws IOException when there is no file to look at
     */
    Object identity() throws IOException;

    /**
     * All of it, from one opening.
     *
     * @throws IOException when it cannot be had; the message is a clause that names the file, fit for an operator
     */
    byte[] content() throws IOException;

    /** The file as messages name it. */
    String name();
}
