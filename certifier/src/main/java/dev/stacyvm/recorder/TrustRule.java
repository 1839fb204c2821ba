package dev.stacyvm.recorder;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.event.CertificationEvent;
import java.util.Optional;

/** Decides how far an event can be trusted, before anything of it is written. */
@FunctionalInterface
public interface TrustRule {
    /** The word for an event that nobody vouches for. */
    String UNSIGNED = "UNSIGNED";

    /** Takes every event and marks it as unsigned. */
    TrustRule ANY = (arrival, event) -> new Judgement.Taken(UNSIGNED, remark(arrival, event));

    /** Takes none, for nothing that arrives is attested. */
    TrustRule ATTESTED =
            (arrival, event) -> new Judgement.Refused("it is not attested; --trust any would take it as UNSIGNED");

    /** Called on the recorder's thread; quick, and never blocking. */
    Judgement judge(Arrival.Whole arrival, CertificationEvent event);

    /** What was decided. */
    sealed interface Judgement {
        /**
         * It is recorded.
         *
         * @param trust the word its artifact carries, such as {@link TrustRule#UNSIGNED}
         * @param remark a clause for an operator, where something about it is odd
         */
        record Taken(String trust, Optional<String> remark) implements Judgement {}

        /** It is kept as a dead letter, with this clause. */
        record Refused(String reason) implements Judgement {}
    }

    private static Optional<String> remark(Arrival.Whole arrival, CertificationEvent event) {
        return arrival.key()
                .filter(key -> !key.equals(event.host().value()))
                .map(key -> "it was sent under another host's key");
    }
}
