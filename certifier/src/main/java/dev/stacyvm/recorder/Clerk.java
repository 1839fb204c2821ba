package dev.stacyvm.recorder;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.InvalidEvent;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records batch after batch. Blocking, and on one thread at a time. */
final class Clerk {
    private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
    private static final Duration MAX_AHEAD = Duration.ofDays(1);
    private static final int MAX_REMEMBERED = 200_000;
    private static final int SHOWN = 128;

    private final String consumer;
    private final ArtifactFolder folder;
    private final RecorderSettings settings;
    private final Shelves shelves;
    private final SequenceWatch numbers = new SequenceWatch();

    Clerk(String consumer, ArtifactFolder folder, RecorderSettings settings) {
        this.consumer = consumer;
        this.folder = folder;
        this.settings = settings;
        this.shelves = new Shelves(folder.path(), MAX_REMEMBERED);
    }

    /**
     * Writes the artifacts of a batch to the disk; those that are there already stay as they are.
     *
     * @return what could not be recorded
     * @throws IOException when the disk refused; the same batch may be given again
     */
    List<DeadLetter> record(List<Arrival> batch) throws IOException {
        List<DeadLetter> refused = new ArrayList<>();
        Filing filing = new Filing(shelves, new WritePlan(settings.disk(), folder));
        for (Arrival arrival : batch) {
            if (arrival instanceof Arrival.Whole whole) {
                try {
                    filing.add(artifact(whole));
                } catch (Refusal reason) {
                    refused.add(letter(whole, reason));
                }
            } else if (arrival instanceof Arrival.Unreadable unreadable) {
                refused.add(letter(unreadable));
            }
        }
        for (Artifact fresh : filing.write()) {
            numbers.add(fresh.event()).ifPresent(odd -> tell(fresh.event(), odd));
        }
        return refused;
    }

    private Artifact artifact(Arrival.Whole arrival) throws Refusal, IOException {
        try {
            CertificationEvent certification = CertificationEvent.from(arrival.event());
            if (certification.time().isAfter(settings.time().now().plus(MAX_AHEAD))) {
                throw new Refusal("its time is more than a day ahead; set the clock of its host");
            }
            return Artifact.of(certification, judged(arrival, certification), settings.markdown());
        } catch (InvalidEvent invalid) {
            throw new Refusal(invalid.getMessage());
        } catch (InvalidJson invalid) {
            throw new Refusal("its report: " + invalid.getMessage());
        }
    }

    private TrustRule.Judgement.Taken judged(Arrival.Whole arrival, CertificationEvent event)
            throws Refusal, IOException {
        TrustRule.Judgement judgement = settings.trust().judge(arrival, event);
        if (judgement instanceof TrustRule.Judgement.Refused refused) {
            throw new Refusal(refused.reason());
        }
        TrustRule.Judgement.Taken taken = (TrustRule.Judgement.Taken) judgement;
        taken.remark().ifPresent(odd -> tell(event, odd));
        return taken;
    }

    private static void tell(CertificationEvent event, String odd) {
        LOG.warn("an event is odd event_id={} host={} error={}", event.id(), event.host(), odd);
    }

    private DeadLetter letter(Arrival.Whole whole, Refusal reason) {
        String id = Printable.of(whole.event().getId(), SHOWN);
        String source = Printable.of(whole.event().getSource() + "", SHOWN);
        return new DeadLetter(consumer, whole.position(), id, reason.getMessage(), "source " + source);
    }

    private DeadLetter letter(Arrival.Unreadable unreadable) {
        return new DeadLetter(consumer, unreadable.position(), "", unreadable.reason(), unreadable.beginning());
    }
}
