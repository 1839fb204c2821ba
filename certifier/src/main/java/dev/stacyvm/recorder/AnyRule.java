package dev.stacyvm.recorder;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.recorder.TrustRule.Judgement;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes every event but those of revoked workers. One whose attestation is good is marked so; of the others it is told
 * what is odd, and their attestation is not kept.
 */
public final class AnyRule implements TrustRule {
    private final Supplier<Trusted> trusted;

    /** @param trusted what is known, asked anew for every event */
    public AnyRule(Supplier<Trusted> trusted) {
        this.trusted = trusted;
    }

    @Override
    public Judgement judge(Arrival.Whole arrival, CertificationEvent event) {
        Trusted now = trusted.get();
        String host = event.host().value();
        boolean attested = event.attestation().isPresent() && now.attestations().isPresent();
        Optional<String> defect = attested ? AttestedEvent.defect(arrival, event, now) : Optional.empty();
        if (attested && defect.isEmpty()) {
            return new Judgement.Taken(ATTESTED, Optional.empty(), event.attestation());
        }
        if (now.revoked().containsKey(host)) {
            return new Judgement.Refused("worker " + host + " is revoked");
        }
        return Judgement.Taken.unsigned(
                defect.map(why -> "its attestation: " + why).or(() -> foreignKey(arrival, event)));
    }

    private static Optional<String> foreignKey(Arrival.Whole arrival, CertificationEvent event) {
        return AttestedEvent.isOfAnotherKey(arrival, event)
                ? Optional.of("it was sent under another host's key")
                : Optional.empty();
    }
}
