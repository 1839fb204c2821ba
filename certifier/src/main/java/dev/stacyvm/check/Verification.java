package dev.stacyvm.check;

import java.util.List;

/**
 * What came of verifying one artifact on this host.
 *
 * @param runtime the runtime it certifies; empty when it cannot be read
 * @param notes what was found beside the outcome, one sentence each: what changed, that it expired, that it certifies a
 *     failure
 */
public record Verification(Outcome outcome, String runtime, boolean passed, List<String> notes) {
    public Verification {
        notes = List.copyOf(notes);
    }

    /** Only an attested artifact is ever {@link #VALID}: whoever can change a file can change a digest in it too. */
    public enum Outcome {
        /** Attested, made on this host, not expired, and nothing that it depends on has changed. */
        VALID,
        /** Something that it depends on has changed. */
        DRIFTED,
        EXPIRED,
        /** It contradicts itself or its attestation. */
        TAMPERED,
        /** It was made on another host. */
        WRONG_HOST,
        /** Nobody attested it; the notes say what else is known. */
        UNSIGNED;

        /** As an operator reads it: {@code WRONG-HOST}. */
        public String word() {
            return name().replace('_', '-');
        }
    }

    /** Whether the host may be used on the strength of it. */
    public boolean stands() {
        return outcome == Outcome.VALID && passed;
    }
}
