package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.bus.Arrival;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.EventType;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.trust.Attestation;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether an attestation is genuine, and about exactly the event it came with. */
final class AttestedEvent {
    private static final int SHOWN = 64;
    /** Longer than a log keeps what waits for its issuer. */
    private static final Duration MAX_BEHIND = Duration.ofDays(366);

    private static final Duration MAX_AHEAD = Duration.ofDays(1);

    private AttestedEvent() {}

    /** What is wrong with the event's attestation, which must be there: a clause; empty when it is good. */
    static Optional<String> defect(Arrival.Whole arrival, CertificationEvent event, Trusted trusted) {
        byte[] envelope = Json.write(event.attestation().orElseThrow());
        Attestation found = trusted.attestations()
                .map(keys -> keys.verify(envelope))
                .orElseGet(() -> new Attestation.Rejected("no attestation key is known"));
        if (found instanceof Attestation.Rejected rejected) {
            return Optional.of(rejected.why());
        }
        Attestation.Genuine genuine = (Attestation.Genuine) found;
        return about(genuine, event)
                .or(() -> isOfAnotherKey(arrival, event)
                        ? Optional.of("the event was sent under another host's key")
                        : Optional.empty())
                .or(() -> attestedAt(genuine, event, trusted));
    }

    static boolean isOfAnotherKey(Arrival.Whole arrival, CertificationEvent event) {
        return arrival.key().filter(key -> !key.equals(event.host().value())).isPresent();
    }

    private static Optional<String> about(Attestation.Genuine genuine, CertificationEvent event) {
        if (!genuine.host().equals(event.host().value())) {
            return Optional.of("it is about host " + shown(genuine.host()));
        }
        boolean ofAnotherWorker = !HostKey.enrolled(genuine.workerId()).equals(event.host())
                || (event.type() == EventType.WORKER_IDENTITY && !isIdentityOf(genuine.workerId(), event));
        if (ofAnotherWorker) {
            return Optional.of("worker " + shown(genuine.workerId()) + " presented it");
        }
        if (!genuine.report().equals(event.report())) {
            return Optional.of("it is about another report");
        }
        return isMadeAt(event.time(), genuine.report())
                ? Optional.empty()
                : Optional.of("its report was not made at the event's time");
    }

    private static boolean isIdentityOf(String worker, CertificationEvent event) {
        return worker.equals(event.subject())
                && worker.equals(event.report().path("worker_id").asText());
    }

    private static boolean isMadeAt(Instant time, ObjectNode report) {
        try {
            return Instant.parse(report.path("generated_at").asText()).equals(time);
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    /** By the issuer's clock, which judges the host's and says what of a revoked worker still counts. */
    private static Optional<String> attestedAt(Attestation.Genuine genuine, CertificationEvent event, Trusted trusted) {
        try {
            Instant attested = Instant.parse(genuine.attestedAt());
            if (trusted.isRevoked(genuine.workerId(), attested)) {
                return Optional.of("worker " + shown(genuine.workerId()) + " is revoked");
            }
            boolean near = event.time().isAfter(attested.minus(MAX_BEHIND))
                    && event.time().isBefore(attested.plus(MAX_AHEAD));
            return near
                    ? Optional.empty()
                    : Optional.of("its report says it is of " + event.time() + " and the issuer saw it at " + attested
                            + "; set the clock of its host");
        } catch (DateTimeException malformed) {
            return Optional.of("it does not say when it was made");
        }
    }

    private static String shown(String text) {
        return "\"" + Printable.of(text, SHOWN) + "\"";
    }
}
