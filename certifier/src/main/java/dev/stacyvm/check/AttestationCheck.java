package dev.stacyvm.check;

/** Says whether an artifact is attested: the port to whoever holds the attesting keys' public halves. Never throws. */
@FunctionalInterface
public interface AttestationCheck {
    /** @param artifact the whole file */
    Answer check(byte[] artifact);

    /** What was found. */
    sealed interface Answer {
        /**
         * An envelope with a good signature of a known key is about exactly this report.
         *
         * @param by the enrolled worker that presented it
         */
        record Attested(String by) implements Answer {}

        /** @param why a clause: there is no envelope, or no key to check it with */
        record Absent(String why) implements Answer {}

        /** @param why a clause: what is wrong with the envelope, or that it is not about this report */
        record Bad(String why) implements Answer {}
    }

    /** Nobody attests. */
    static AttestationCheck none() {
        return artifact -> new Answer.Absent("it has no attestation");
    }
}
