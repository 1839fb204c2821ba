package dev.stacyvm.attest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.event.HostKey;
import io.vertx.core.Future;

/** Has reports attested. */
@FunctionalInterface
public interface Attesting {
    /**
     * Asks for the word that the enrolled {@code host} presented {@code report}. Never fails, and takes a few seconds at
     * most.
     */
    Future<Attested> attest(HostKey host, ObjectNode report);
}
