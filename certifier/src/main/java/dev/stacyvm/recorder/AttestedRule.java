package dev.stacyvm.recorder;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.recorder.TrustRule.Judgement;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes what an enrolled worker presented to the issuer and nobody has changed since. */
public final class AttestedRule implements TrustRule {
    private final Supplier<Trusted> trusted;

    /** @param trusted what is known, asked anew for every event */
    public AttestedRule(Supplier<Trusted> trusted) {
        this.trusted = trusted;
    }

    @Override
    public Judgement judge(Arrival.Whole arrival, CertificationEvent event) throws IOException {
        Trusted now = trusted.get();
        if (now.unknown().isPresent()) {
            throw new IOException(now.unknown().get());
        }
        if (event.attestation().isEmpty()) {
            return new Judgement.Refused("it is not attested; --trust any would take it as UNSIGNED");
        }
        Optional<String> defect = AttestedEvent.defect(arrival, event, now);
        return defect.<Judgement>map(why -> new Judgement.Refused("its attestation: " + why))
                .orElseGet(() -> new Judgement.Taken(ATTESTED, Optional.empty(), event.attestation()));
    }
}
