package dev.stacyvm.recorder;

import dev.stacyvm.trust.AttestationVerifier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a recorder knows of whom to trust, at one moment.
 *
 * @param attestations verifies envelopes with the attestation keys that are known; empty when none is
 * @param revoked workers by id, each with the time before which nothing of it counts
 * @param unknown why nothing can be decided now, where that is so: a clause for an operator
 */
public record Trusted(
        Optional<AttestationVerifier> attestations, Map<String, Instant> revoked, Optional<String> unknown) {
    public Trusted {
        revoked = Map.copyOf(revoked);
    }

    /** No key is known and nobody revoked. */
    public static Trusted nobody() {
        return of(Optional.empty());
    }

    /** These keys, and nobody revoked. */
    public static Trusted of(Optional<AttestationVerifier> attestations) {
        return new Trusted(attestations, Map.of(), Optional.empty());
    }

    /** Whether what {@code worker} did at {@code time} no longer counts. */
    boolean isRevoked(String worker, Instant time) {
        Instant before = revoked.get(worker);
        return before != null && !time.isAfter(before);
    }
}
