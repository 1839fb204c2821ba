package dev.stacyvm.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.attest.Attested;
import dev.stacyvm.attest.TestAttestor;
import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.ManualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttestedBatchTest {
    private static final List<Arrival> BATCH = IntStream.range(0, 10)
            .mapToObj(second -> arrival(second, Samples.draft("worker-a", second)))
            .toList();

    private final TestAttestor attestor = new TestAttestor();
    private final ManualTime time = new ManualTime();
    private final AttestedBatch batches = new AttestedBatch(this::answer, time);
    private Optional<Attested> told = Optional.empty();
    private int asked;
    private int answered = Integer.MAX_VALUE;

    private static Arrival arrival(int position, EventDraft draft) {
        return new Arrival.Whole(new Position(Integer.toString(position)), draft.numbered(position + 1));
    }

    /** As the issuer does until it is told otherwise. */
    private Future<Attested> answer(HostKey host, ObjectNode report) {
        asked++;
        boolean good = told.isEmpty() && asked <= answered;
        return good
                ? attestor.attest(host, report)
                : Future.succeededFuture(told.orElse(new Attested.NotNow("it is away")));
    }

    private static long attested(List<Arrival> batch) {
        return batch.stream().filter(AttestedBatchTest::isAttested).count();
    }

    private static boolean isAttested(Arrival arrival) {
        try {
            return arrival instanceof Arrival.Whole whole
                    && CertificationEvent.from(whole.event()).attestation().isPresent();
        } catch (dev.stacyvm.event.InvalidEvent foreign) {
            return false;
        }
    }

    @Test
    void attestsEachEventOnceAndKeepsTheirOrder() {
        List<Arrival> ready = Await.result(batches.of(BATCH));
        assertThat(attested(ready)).isEqualTo(10);
        assertThat(ready)
                .extracting(Arrival::position)
                .isEqualTo(BATCH.stream().map(Arrival::position).toList());
        assertThat(attested(Await.result(batches.of(ready)))).isEqualTo(10);
        assertThat(asked).isEqualTo(10);
    }

    @Test
    void waitsForAnIssuerThatIsAwayAndAsksOnlyForWhatIsMissing() {
        answered = 6;
        assertThat(Await.failure(batches.of(BATCH))).hasMessage("it is away");
        int before = asked;
        answered = Integer.MAX_VALUE;
        assertThat(attested(Await.result(batches.of(BATCH)))).isEqualTo(10);
        assertThat(asked - before).isEqualTo(4);
    }

    @Test
    void sendsUnattestedAfterAWhileAndAsksOncePerBatchFromThen() {
        told = Optional.of(new Attested.NotNow("it is away"));
        assertThat(Await.failure(batches.of(BATCH))).isInstanceOf(AttestedBatch.Waiting.class);
        time.advance(Duration.ofMinutes(2));
        int before = asked;

        assertThat(Await.result(batches.of(BATCH))).isEqualTo(BATCH);
        assertThat(asked - before).isEqualTo(1);

        // And when the issuer is back, it is used again
        told = Optional.empty();
        List<Arrival> more = List.of(arrival(20, Samples.draft("worker-a", 20)));
        assertThat(attested(Await.result(batches.of(more)))).isEqualTo(1);
    }

    @Test
    void sendsAtOnceWhatTheIssuerRefuses() {
        told = Optional.of(new Attested.Never("the worker is not enrolled"));
        assertThat(Await.result(batches.of(BATCH))).isEqualTo(BATCH);
    }

    @Test
    void leavesAloneWhatItCannotRead() {
        Arrival foreign = new Arrival.Unreadable(new Position("1"), "no event", "?");
        assertThat(Await.result(batches.of(List.of(foreign)))).containsExactly(foreign);
        assertThat(asked).isZero();
    }
}
