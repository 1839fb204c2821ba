package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.attest.TestAttestor;
import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.recorder.TrustRule.Judgement;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttestedRuleTest {
    private static final HostKey HOST = new HostKey("worker-a");
    private static final EventDraft DRAFT = Samples.draft(HOST, "docker", 0);

    private final TestAttestor attestor = new TestAttestor();
    private Trusted trusted = Trusted.of(Optional.of(attestor.verifier()));

    private static Arrival.Whole sent(EventDraft draft, String key) {
        return sent(draft.numbered(1), key);
    }

    private static Arrival.Whole sent(CloudEvent event, String key) {
        return new Arrival.Whole(new Position("1"), event, Optional.of(key));
    }

    private Judgement attested(Arrival.Whole arrival) throws Exception {
        return new AttestedRule(() -> trusted).judge(arrival, CertificationEvent.from(arrival.event()));
    }

    private Judgement any(Arrival.Whole arrival) throws Exception {
        return new AnyRule(() -> trusted).judge(arrival, CertificationEvent.from(arrival.event()));
    }

    private EventDraft attestedAs(String worker, String host) {
        return DRAFT.attested(attestor.envelope(worker, host, TestAttestor.AT, (ObjectNode) DRAFT.report()));
    }

    private void assertRefused(Arrival.Whole arrival, String reason) throws Exception {
        assertThat(attested(arrival))
                .isInstanceOfSatisfying(
                        Judgement.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
        // What is not good is no reason to refuse it where all is taken, but it is told, and not kept.
        assertThat(any(arrival)).isInstanceOfSatisfying(Judgement.Taken.class, taken -> {
            assertThat(taken.trust()).isEqualTo("UNSIGNED");
            assertThat(taken.remark().orElseThrow()).contains(reason);
            assertThat(taken.attestation()).isEmpty();
        });
    }

    @Test
    void takesWhatTheHostsOwnWorkerPresented() throws Exception {
        Arrival.Whole good = sent(attestor.attested(DRAFT), HOST.value());
        Judgement.Taken wanted = new Judgement.Taken(
                "ATTESTED",
                Optional.empty(),
                CertificationEvent.from(good.event()).attestation());
        assertThat(attested(good)).isEqualTo(wanted);
        assertThat(any(good)).isEqualTo(wanted);
    }

    @Test
    void refusesWhatCarriesNoAttestation() throws Exception {
        assertThat(attested(sent(DRAFT, HOST.value())))
                .isEqualTo(new Judgement.Refused("it is not attested; --trust any would take it as UNSIGNED"));
        assertThat(any(sent(DRAFT, HOST.value())))
                .isEqualTo(new Judgement.Taken("UNSIGNED", Optional.empty(), Optional.empty()));
    }

    @Test
    void refusesAnAttestationOfAnotherKey() throws Exception {
        assertRefused(sent(new TestAttestor().attested(DRAFT), HOST.value()), "no known key signed it");
    }

    @Test
    void refusesWhatAHostWithAClockThatIsYearsOffPresented() throws Exception {
        ObjectNode report = (ObjectNode) DRAFT.report();
        for (String seen : List.of("2028-01-01T00:00:00Z", "2025-06-01T00:00:00Z")) {
            ObjectNode envelope = attestor.envelope("worker-a", "worker-a", seen, report);
            assertRefused(sent(DRAFT.attested(envelope), HOST.value()), "set the clock of its host");
        }
        ObjectNode waited = attestor.envelope("worker-a", "worker-a", "2026-06-08T10:00:00Z", report);
        assertThat(attested(sent(DRAFT.attested(waited), HOST.value()))).isInstanceOf(Judgement.Taken.class);
    }

    @Test
    void refusesAForgedSignature() throws Exception {
        ObjectNode envelope = attestor.envelope("worker-a", "worker-a", TestAttestor.AT, (ObjectNode) DRAFT.report());
        ObjectNode other =
                attestor.envelope("worker-a", "worker-a", "2026-05-09T11:00:00Z", (ObjectNode) DRAFT.report());
        envelope.set("payload", other.get("payload"));
        assertRefused(sent(DRAFT.attested(envelope), HOST.value()), "its signature does not match");
    }

    @Test
    void refusesTheAttestationOfAnotherHostOrWorker() throws Exception {
        assertRefused(sent(attestedAs("worker-b", "worker-b"), HOST.value()), "it is about host \"worker-b\"");
        assertRefused(sent(attestedAs("worker-b", "worker-a"), HOST.value()), "worker \"worker-b\" presented it");
    }

    @Test
    void refusesTheAttestationOfAnotherReport() throws Exception {
        ObjectNode other = (ObjectNode) Samples.draft(HOST, "docker", 1).report();
        EventDraft swapped = DRAFT.attested(attestor.envelope("worker-a", "worker-a", TestAttestor.AT, other));
        assertRefused(sent(swapped, HOST.value()), "it is about another report");
    }

    @Test
    void refusesAnEventUnderAnotherHostsKey() throws Exception {
        assertRefused(sent(attestor.attested(DRAFT), "worker-b"), "another host's key");
    }

    @Test
    void refusesAReportThatIsSentAgainAsANewerOne() throws Exception {
        CloudEvent good = attestor.attested(DRAFT).numbered(1);
        CloudEvent newer = CloudEventBuilder.v1(good)
                .withId("again")
                .withTime(OffsetDateTime.parse("2026-06-09T10:00:00Z"))
                .build();
        assertRefused(sent(newer, HOST.value()), "not made at the event's time");
    }

    @Test
    void refusesTheIdentityOfAnotherWorker() throws Exception {
        ObjectNode report = ((ObjectNode) DRAFT.report()).deepCopy().put("worker_id", "worker-b");
        EventDraft draft = EventDraft.workerIdentity(HOST, "worker-b", Samples.report("docker"));
        EventDraft foreign =
                new EventDraft(draft.id(), HOST, draft.type(), "worker-b", draft.time(), report, Optional.empty());
        assertRefused(sent(attestor.attested(foreign), HOST.value()), "worker \"worker-a\" presented it");
    }

    @Test
    void refusesARevokedWorkerAndWhatClaimsToBeOfIt() throws Exception {
        Arrival.Whole good = sent(attestor.attested(DRAFT), HOST.value());
        trusted = new Trusted(
                trusted.attestations(), Map.of("worker-a", Instant.parse(TestAttestor.AT)), Optional.empty());
        assertThat(attested(good)).isEqualTo(new Judgement.Refused("its attestation: worker \"worker-a\" is revoked"));
        assertThat(any(good)).isEqualTo(new Judgement.Refused("worker worker-a is revoked"));
        assertThat(any(sent(DRAFT, HOST.value()))).isEqualTo(new Judgement.Refused("worker worker-a is revoked"));
        assertThat(any(sent(Samples.draft("worker-b", 0), "worker-b"))).isInstanceOf(Judgement.Taken.class);
    }

    @Test
    void takesWhatAWorkerPresentedAfterItCameBack() throws Exception {
        Instant before = Instant.parse(TestAttestor.AT).minusMillis(1);
        trusted = new Trusted(trusted.attestations(), Map.of("worker-a", before), Optional.empty());
        assertThat(attested(sent(attestor.attested(DRAFT), HOST.value()))).isInstanceOf(Judgement.Taken.class);
    }

    @Test
    void decidesNothingWhileItIsNotKnownWhomToTrust() {
        trusted = new Trusted(trusted.attestations(), Map.of(), Optional.of("the trust feed is 16 minutes old"));
        assertThatThrownBy(() -> attested(sent(attestor.attested(DRAFT), HOST.value())))
                .isInstanceOf(IOException.class)
                .hasMessage("the trust feed is 16 minutes old");
    }
}
