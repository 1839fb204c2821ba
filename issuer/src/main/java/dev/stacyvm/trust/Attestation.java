package dev.stacyvm.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an attestation proves, or why it proves nothing. */
public sealed interface Attestation {
    /**
     * The issuer's word: enrolled worker {@code workerId} presented this report for {@code host} at {@code attestedAt}.
     * It does not say that the host told the truth.
     *
     * @param attestedAt RFC 3339
     * @param report as it was presented, complete
     * @param keyId thumbprint of the key that signed
     */
    record Genuine(String workerId, String host, String attestedAt, ObjectNode report, String keyId)
            implements Attestation {}

    /** @param why one clause for an operator */
    record Rejected(String why) implements Attestation {}
}
