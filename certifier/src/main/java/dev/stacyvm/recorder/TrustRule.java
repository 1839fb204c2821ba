package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.bus.Arrival;
import dev.stacyvm.event.CertificationEvent;
import java.io.IOException;
import java.util.Optional;

/** Decides how far an event can be trusted, before anything of it is written. */
@FunctionalInterface
public interface TrustRule {
    /** The word for an event that nobody vouches for. */
    String UNSIGNED = "UNSIGNED";

    /** The word for an event whose attestation was verified. */
    String ATTESTED = "ATTESTED";

    /** Takes every event and marks it as unsigned. */
    TrustRule ANY = new AnyRule(Trusted::nobody);

    /**
     * Called on the recorder's thread; quick, and never blocking.
     *
     * @throws IOException when it cannot be decided now; the batch comes again
     */
    Judgement judge(Arrival.Whole arrival, CertificationEvent event) throws IOException;

    /** What was decided. */
    sealed interface Judgement {
        /**
         * It is recorded.
         *
         * @param trust the word its artifact carries, such as {@link TrustRule#UNSIGNED}
         * @param remark a clause for an operator, where something about it is odd
         * @param attestation what its artifact carries, so that others can verify it later
         */
        record Taken(String trust, Optional<String> remark, Optional<ObjectNode> attestation) implements Judgement {
            static Taken unsigned(Optional<String> remark) {
                return new Taken(UNSIGNED, remark, Optional.empty());
            }
        }

        /** It is kept as a dead letter, with this clause. */
        record Refused(String reason) implements Judgement {}
    }
}
