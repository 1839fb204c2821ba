package dev.stacyvm.bus.kafka;

import dev.stacyvm.attest.Attested;
import dev.stacyvm.attest.Attesting;
import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.InvalidEvent;
import dev.stacyvm.time.Time;
import io.cloudevents.CloudEvent;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the events of a batch attested that are not yet. What cannot be attested is sent as it is, which is told. While the
 * issuer does not answer, the batch waits, for some time; after that events pass unattested until it answers again. For
 * one context.
 */
final class AttestedBatch {
    private static final Logger LOG = LoggerFactory.getLogger(AttestedBatch.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LANES = 4;

    private final Attesting attesting;
    private final Time time;
    /** Of the batch in hand, which may be given again. */
    private final Map<Position, Arrival> done = new HashMap<>();

    private boolean givenUp;
    private boolean away;
    private long awaySince;
    private boolean told;

    AttestedBatch(Attesting attesting, Time time) {
        this.attesting = attesting;
        this.time = time;
    }

    /** The issuer does not answer, and it is waited for. */
    static final class Waiting extends IOException {
        private static final long serialVersionUID = 1;

        Waiting(String message) {
            super(message);
        }
    }

    /** The batch, each event attested where that is possible; fails with {@link Waiting} when it is to be given again. */
    Future<List<Arrival>> of(List<Arrival> batch) {
        done.keySet().retainAll(batch.stream().map(Arrival::position).toList());
        givenUp = false;
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(lane(batch, lane));
        }
        return Future.join(lanes)
                .map(all -> batch.stream()
                        .map(arrival -> done.getOrDefault(arrival.position(), arrival))
                        .toList());
    }

    private Future<Void> lane(List<Arrival> batch, int from) {
        Future<Void> all = Future.succeededFuture();
        for (int next = from; next < batch.size(); next += LANES) {
            Arrival arrival = batch.get(next);
            if (!done.containsKey(arrival.position())) {
                all = all.compose(before -> one(arrival))
                        .onSuccess(found -> done.put(arrival.position(), found))
                        .mapEmpty();
            }
        }
        return all;
    }

    private Future<Arrival> one(Arrival arrival) {
        if (!(arrival instanceof Arrival.Whole whole)) {
            return Future.succeededFuture(arrival);
        }
        try {
            CertificationEvent event = CertificationEvent.from(whole.event());
            return event.attestation().isPresent() || givenUp
                    ? Future.succeededFuture(arrival)
                    : attesting.attest(event.host(), event.report()).compose(answer -> judge(whole, answer));
        } catch (InvalidEvent foreign) {
            return Future.succeededFuture(arrival);
        }
    }

    private Future<Arrival> judge(Arrival.Whole whole, Attested answer) {
        if (answer instanceof Attested.NotNow later) {
            return wait(whole, later.why());
        }
        away = false;
        told = false;
        if (answer instanceof Attested.Given given) {
            return Future.succeededFuture(attested(whole, given));
        }
        tell(whole, ((Attested.Never) answer).why());
        return Future.succeededFuture(whole);
    }

    private Future<Arrival> wait(Arrival.Whole whole, String why) {
        if (!away) {
            away = true;
            awaySince = time.nanos();
        }
        if (time.since(awaySince).compareTo(PATIENCE) < 0) {
            return Future.failedFuture(new Waiting(why));
        }
        givenUp = true;
        tell(whole, why);
        return Future.succeededFuture(whole);
    }

    private Arrival attested(Arrival.Whole whole, Attested.Given given) {
        try {
            CloudEvent event = whole.event();
            return CertificationEvent.attested(event, given.envelope())
                    .<Arrival>map(more -> new Arrival.Whole(whole.position(), more, whole.key()))
                    .orElseGet(() -> {
                        tell(whole, "it would be too long with its attestation");
                        return whole;
                    });
        } catch (InvalidEvent impossible) {
            throw new IllegalStateException("it was read before", impossible);
        }
    }

    /** Once for all that follow, until one is attested again. */
    private void tell(Arrival.Whole whole, String why) {
        if (!told) {
            told = true;
            LOG.warn(
                    "events are sent without attestation event_id={} error={}",
                    whole.event().getId(),
                    why);
        }
    }
}
